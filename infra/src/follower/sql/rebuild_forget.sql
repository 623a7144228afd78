DELETE FROM follower
WHERE name = $1
  AND holder = $2
  AND generation = $3
