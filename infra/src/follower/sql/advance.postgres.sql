UPDATE follower
SET position_transaction = $4,
    position_global = $5,
    leased_until = clock_timestamp() + $3 * interval '1 millisecond'
WHERE name = $1
  AND token = $2
