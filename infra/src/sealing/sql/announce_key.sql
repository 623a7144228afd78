UPDATE sealing_key
SET announced_at = $3
WHERE agency = $1 AND subject = $2 AND destroyed_at IS NOT NULL AND announced_at IS NULL
