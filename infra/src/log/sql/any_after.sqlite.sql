-- Whether anything is committed after a position.
SELECT 1 AS found
FROM event_log
WHERE position > $2
  AND $1 = 0
LIMIT 1
