SELECT agency, follower, aggregate_id, sequence, reason, parked_at, waiting
FROM parked
ORDER BY parked_at DESC
