-- Events that stand in the log before the one that they follow in their stream.
SELECT later.aggregate_id, later.sequence
FROM event_log AS later
JOIN event_log AS earlier
  ON earlier.aggregate_type = later.aggregate_type
 AND earlier.aggregate_id = later.aggregate_id
 AND earlier.sequence = later.sequence - 1
WHERE earlier.position >= later.position
LIMIT 1000
