UPDATE outbox
SET state = 'attempted',
    attempts = outbox.attempts + 1,
    first_attempt_at = COALESCE(outbox.first_attempt_at, $1),
    last_attempt_at = $1,
    leased_until = clock_timestamp() + $2 * interval '1 millisecond'
FROM (
    SELECT agency, id
    FROM outbox AS candidate
    WHERE candidate.state IN ('due', 'later', 'unknown')
      AND candidate.due_at <= $1
      AND ($4::text IS NULL OR candidate.channel = $4)
      AND NOT EXISTS (
          SELECT 1
          FROM outbox AS earlier
          WHERE earlier.agency = candidate.agency
            AND earlier.lane = candidate.lane
            AND (earlier.sequence, earlier.ordinal) < (candidate.sequence, candidate.ordinal)
            AND (earlier.state IN ('attempted', 'later', 'unknown') OR (earlier.state = 'due' AND earlier.due_at <= $1))
      )
    ORDER BY candidate.due_at, candidate.sequence, candidate.ordinal
    LIMIT $3
    FOR UPDATE SKIP LOCKED
) AS head
WHERE outbox.agency = head.agency
  AND outbox.id = head.id
RETURNING outbox.agency, outbox.id, outbox.ticket, outbox.sequence, outbox.occasion, outbox.recipient, outbox.channel,
    outbox.notice, outbox.reference, outbox.created_at, outbox.attempts, outbox.uncertain,
    outbox.first_attempt_at
