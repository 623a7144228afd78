SELECT next_at
FROM timer
WHERE NOT spent
  AND generation = (SELECT generation FROM follower WHERE name = 'timers')
ORDER BY next_at
LIMIT 1
