UPDATE timer
SET next_at = $2,
    attempts = attempts + 1
WHERE (agency, generation, ticket, timer) IN (
    SELECT agency, generation, ticket, timer
    FROM timer
    WHERE NOT spent
      AND generation = (SELECT generation FROM follower WHERE name = 'timers')
      AND next_at <= $1
    ORDER BY next_at
    LIMIT $3
)
RETURNING agency, generation, ticket, timer, due_at, version, attempts
