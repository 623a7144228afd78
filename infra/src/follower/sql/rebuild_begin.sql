-- Tokens of one generation's rebuilds never meet those of another's, although the row is deleted in between. The holder
-- is named at once: a rebuild that this one overtakes must not take the row for free.
INSERT INTO follower (name, generation, token, holder)
SELECT $2, generation + 1, (generation + 1) * 4294967296, $3
FROM follower
WHERE name = $1
ON CONFLICT (name) DO UPDATE
SET generation = excluded.generation,
    position_transaction = 0,
    position_global = 0,
    holder = excluded.holder,
    leased_until = NULL,
    token = follower.token + 1
