SELECT aggregate_id
FROM parked
WHERE follower = $1
