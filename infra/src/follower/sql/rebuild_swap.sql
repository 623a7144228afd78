UPDATE follower
SET position_transaction = $2,
    position_global = $3,
    generation = $4,
    token = token + 1,
    holder = NULL,
    leased_until = NULL
WHERE name = $1
