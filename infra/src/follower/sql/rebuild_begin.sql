-- Tokens of one generation's rebuilds never meet those of another's, although the row is deleted in between.
INSERT INTO follower (name, generation, token)
SELECT $2, generation + 1, (generation + 1) * 4294967296
FROM follower
WHERE name = $1
ON CONFLICT (name) DO UPDATE
SET generation = excluded.generation,
    position_transaction = 0,
    position_global = 0,
    holder = NULL,
    leased_until = NULL,
    token = follower.token + 1
