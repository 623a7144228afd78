SELECT MIN(candidate.due_at) AS due_at
FROM outbox AS candidate
WHERE candidate.state IN ('due', 'later', 'unknown')
  AND NOT EXISTS (
          SELECT 1
          FROM outbox AS earlier
          WHERE earlier.agency = candidate.agency
            AND earlier.lane = candidate.lane
            AND (earlier.sequence, earlier.ordinal) < (candidate.sequence, candidate.ordinal)
            AND (earlier.state IN ('attempted', 'later', 'unknown') OR (earlier.state = 'due' AND earlier.due_at <= $1))
      )
