UPDATE follower
SET holder = $2,
    token = token + 1,
    leased_until = CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER) + $3 * 1000
WHERE name = $1
  AND (holder IS NULL OR holder = $2 OR leased_until <= CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER))
RETURNING token, generation, position_transaction, position_global
