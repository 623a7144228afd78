UPDATE parked
SET waiting = waiting + $4
WHERE agency = $1
  AND follower = $2
  AND aggregate_id = $3
