DELETE FROM parked
WHERE agency = $1
  AND follower = $2
  AND aggregate_id = $3
