-- The states are named as the index outbox_open names them: otherwise SQLite reads every message there ever was.
UPDATE outbox
SET state = 'attempted',
    attempts = attempts + 1,
    first_attempt_at = COALESCE(first_attempt_at, $1),
    last_attempt_at = $1,
    leased_until = CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER) + $2 * 1000
WHERE (agency, id) IN (
    SELECT agency, id
    FROM outbox AS candidate
    WHERE candidate.state IN ('due', 'attempted', 'later', 'unknown')
      AND candidate.state <> 'attempted'
      AND candidate.due_at <= $1
      AND ($4 IS NULL OR candidate.channel = $4)
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
)
RETURNING agency, id, ticket, sequence, occasion, recipient, channel, notice, reference, created_at, attempts, uncertain,
    first_attempt_at
