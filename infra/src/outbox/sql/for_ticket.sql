SELECT id, sequence, occasion, recipient, outbox.channel, notice, state, created_at, attempts, uncertain, last_attempt_at,
    settled_at, outbox.reason,
    CASE WHEN stop.until > due_at AND state IN ('due', 'later', 'unknown') THEN stop.until ELSE due_at END AS due_at
FROM outbox
LEFT JOIN channel_stop AS stop ON stop.channel = outbox.channel
WHERE agency = $1
  AND ticket = $2
ORDER BY sequence, ordinal
