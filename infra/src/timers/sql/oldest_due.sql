-- $2: later than any row that is due can have been put off, so that the index bounds the search.
SELECT due_at
FROM timer
WHERE NOT spent
  AND generation = (SELECT generation FROM follower WHERE name = 'timers')
  AND next_at <= $2
  AND due_at <= $1
ORDER BY due_at
LIMIT 1
