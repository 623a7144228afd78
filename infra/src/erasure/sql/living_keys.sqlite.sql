SELECT subject
FROM sealing_key
WHERE agency = $1 AND destroyed_at IS NULL AND subject IN (SELECT value FROM json_each($2))
