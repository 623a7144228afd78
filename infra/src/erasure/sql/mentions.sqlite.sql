SELECT DISTINCT aggregate_id
FROM events
WHERE agency = $1 AND aggregate_type = $2 AND payload LIKE $3
