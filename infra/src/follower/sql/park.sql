INSERT INTO parked (agency, follower, aggregate_id, sequence, position_transaction, position_global, reason, parked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (agency, follower, aggregate_id) DO NOTHING
