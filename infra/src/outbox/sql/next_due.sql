SELECT MIN(CASE WHEN stop.until > candidate.due_at THEN stop.until ELSE candidate.due_at END) AS due_at
FROM outbox AS candidate
LEFT JOIN channel_stop AS stop ON stop.channel = candidate.channel
WHERE candidate.state IN ('due', 'later', 'unknown')
  AND NOT EXISTS (
          SELECT 1
          FROM outbox AS earlier
          WHERE earlier.agency = candidate.agency
            AND earlier.lane = candidate.lane
            AND (earlier.sequence, earlier.ordinal) < (candidate.sequence, candidate.ordinal)
            AND (earlier.state IN ('attempted', 'later', 'unknown') OR (earlier.state = 'due' AND earlier.due_at <= $1))
      )
