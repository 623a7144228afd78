SELECT timer, due_at, suspended
FROM timer
WHERE agency = $1
  AND generation = (SELECT generation FROM follower WHERE name = 'timers')
  AND ticket = $2
  AND NOT spent
ORDER BY due_at
