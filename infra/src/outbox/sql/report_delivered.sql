UPDATE outbox
SET state = 'delivered',
    settled_at = $3,
    reason = NULL
WHERE (gateway_reference = $1 OR reference = $2)
  AND channel = 'sms'
  AND attempts > 0
  AND state IN ('attempted', 'sent', 'later', 'unknown', 'failed')
