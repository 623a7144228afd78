-- What had not left by the time of the backup never leaves: it may have left since.
UPDATE outbox
SET state = 'suppressed',
    reason = 'restored',
    settled_at = $1,
    leased_until = NULL
WHERE state IN ('due', 'attempted', 'later', 'unknown')
