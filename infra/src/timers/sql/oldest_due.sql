SELECT due_at
FROM timer
WHERE NOT spent
  AND generation = (SELECT generation FROM follower WHERE name = 'timers')
  AND due_at <= $1
ORDER BY next_at
LIMIT 1
