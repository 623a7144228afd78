UPDATE outbox
SET state = $2,
    settled_at = $3,
    reason = $4
WHERE gateway_reference = $1
  AND state IN ('sent', 'unknown', 'delivered')
