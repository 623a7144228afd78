SELECT agency, subject
FROM sealing_key
WHERE destroyed_at IS NOT NULL AND announced_at IS NULL
ORDER BY agency, subject
LIMIT $1
