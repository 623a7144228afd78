SELECT agency, id, ticket, sequence, occasion, recipient, channel, notice, reason, uncertain
FROM outbox
WHERE state = 'failed'
  AND NOT reported
ORDER BY settled_at
LIMIT $1
