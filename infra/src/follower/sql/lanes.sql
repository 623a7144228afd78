SELECT agency, aggregate_id, sequence, position_transaction, position_global, retry_asked
FROM parked
WHERE follower = $1
