UPDATE follower
SET position_transaction = $4,
    position_global = $5,
    leased_until = CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER) + $3 * 1000
WHERE name = $1
  AND token = $2
