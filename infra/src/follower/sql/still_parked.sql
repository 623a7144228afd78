UPDATE parked
SET reason = $4,
    parked_at = $5,
    retry_asked = $6
WHERE agency = $1
  AND follower = $2
  AND aggregate_id = $3
