SELECT position_transaction, position_global, generation
FROM follower
WHERE name = $1
