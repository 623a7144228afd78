UPDATE timer
SET next_at = $2,
    attempts = attempts + 1
FROM (
    SELECT agency, generation, ticket, timer
    FROM timer
    WHERE NOT spent
      AND generation = (SELECT generation FROM follower WHERE name = 'timers')
      AND next_at <= $1
    ORDER BY next_at
    LIMIT $3
    FOR UPDATE SKIP LOCKED
) AS due
WHERE timer.agency = due.agency
  AND timer.generation = due.generation
  AND timer.ticket = due.ticket
  AND timer.timer = due.timer
RETURNING timer.agency, timer.generation, timer.ticket, timer.timer, timer.due_at, timer.version, timer.attempts
