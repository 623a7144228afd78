-- The states are named as the index outbox_open names them: otherwise SQLite reads every message there ever was.
UPDATE outbox
SET state = 'unknown',
    due_at = CASE channel WHEN 'sms' THEN $1 ELSE $2 END,
    uncertain = uncertain + 1,
    reason = 'interrupted',
    leased_until = NULL
WHERE state IN ('due', 'attempted', 'later', 'unknown')
  AND state = 'attempted'
  AND leased_until <= CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER)
