UPDATE follower
SET holder = $2,
    token = token + 1,
    leased_until = clock_timestamp() + $3 * interval '1 millisecond'
WHERE name = $1
  AND (holder IS NULL OR holder = $2 OR leased_until <= clock_timestamp())
RETURNING token, generation, position_transaction, position_global
