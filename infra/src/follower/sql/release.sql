UPDATE follower
SET holder = NULL,
    leased_until = NULL
WHERE name = $1
  AND token = $2
