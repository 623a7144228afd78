UPDATE outbox
SET state = 'failed',
    settled_at = $3,
    reason = 'expired'
WHERE channel = $1
  AND state IN ('due', 'later', 'unknown')
  AND due_at <= $3
  AND COALESCE(first_attempt_at, due_at) <= $2
