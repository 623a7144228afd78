UPDATE follower
SET leased_until = clock_timestamp() + $3 * interval '1 millisecond'
WHERE name = $1
  AND token = $2
