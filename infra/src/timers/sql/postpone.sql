UPDATE timer
SET next_at = $6
WHERE agency = $1
  AND generation = $2
  AND ticket = $3
  AND timer = $4
  AND version = $5
