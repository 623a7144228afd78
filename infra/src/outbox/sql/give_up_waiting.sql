-- The states are named as the index outbox_open names them: otherwise SQLite reads every message there ever was.
UPDATE outbox
SET state = 'failed',
    settled_at = $3,
    reason = 'expired'
WHERE channel = $1
  AND state IN ('due', 'attempted', 'later', 'unknown')
  AND state <> 'attempted'
  AND due_at <= $3
  AND COALESCE(first_attempt_at, due_at) <= $2
