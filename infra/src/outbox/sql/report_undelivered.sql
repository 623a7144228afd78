UPDATE outbox
SET state = 'failed',
    settled_at = $3,
    reason = 'undelivered',
    uncertain = 0
WHERE (gateway_reference = $1 OR reference = $2)
  AND channel = 'sms'
  AND attempts > 0
  AND state IN ('sent', 'unknown')
