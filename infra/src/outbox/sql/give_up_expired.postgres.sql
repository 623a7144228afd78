UPDATE outbox
SET state = 'unknown',
    due_at = CASE channel WHEN 'sms' THEN $1::timestamptz ELSE $2::timestamptz END,
    uncertain = uncertain + 1,
    reason = 'interrupted',
    leased_until = NULL
WHERE state = 'attempted'
  AND leased_until <= clock_timestamp()
