SELECT follower, count(*) AS lanes
FROM parked
GROUP BY follower
