-- Whether anything is committed after a position.
SELECT 1 AS found
FROM event_log
WHERE (0, position) > ($1, $2)
LIMIT 1
