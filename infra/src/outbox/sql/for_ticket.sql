SELECT id, sequence, occasion, recipient, channel, notice, state, created_at, due_at, attempts, last_attempt_at, settled_at, reason
FROM outbox
WHERE agency = $1
  AND ticket = $2
ORDER BY sequence, ordinal
