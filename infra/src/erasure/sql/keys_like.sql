SELECT subject
FROM sealing_key
WHERE agency = $1 AND subject LIKE $2
ORDER BY subject
