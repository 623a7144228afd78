-- $2: later than any row that is due can have been put off, so that the index bounds the search.
SELECT due_at
FROM timer
WHERE NOT spent
  AND generation = (SELECT generation FROM follower WHERE name = 'timers')
  AND next_at <= $2
  AND due_at <= $1
  -- A ticket that cannot be read cannot answer either, and is reported as set aside.
  AND NOT EXISTS (
      SELECT 1
      FROM parked
      WHERE parked.agency = timer.agency
        AND parked.aggregate_id = timer.ticket
  )
ORDER BY due_at
LIMIT 1
