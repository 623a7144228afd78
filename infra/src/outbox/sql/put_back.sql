UPDATE outbox
SET state = 'due',
    due_at = $4,
    attempts = attempts - 1,
    leased_until = NULL
WHERE agency = $1
  AND id = $2
  AND attempts = $3
  AND state = 'attempted'
