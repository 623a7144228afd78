SELECT agency, follower, aggregate_id, sequence, reason, parked_at, waiting
FROM parked
WHERE agency = $1
ORDER BY parked_at DESC
