UPDATE outbox
SET state = CASE WHEN uncertain > 0 THEN 'unknown' WHEN attempts > 1 THEN 'later' ELSE 'due' END,
    due_at = $4,
    attempts = attempts - 1,
    leased_until = NULL
WHERE agency = $1
  AND id = $2
  AND attempts = $3
  AND state = 'attempted'
