-- Events that stand in the log before the one that they follow in their stream.
SELECT later.aggregate_id, later.sequence
FROM events AS later
JOIN events AS earlier
  ON earlier.aggregate_type = later.aggregate_type
 AND earlier.aggregate_id = later.aggregate_id
 AND earlier.sequence = later.sequence - 1
WHERE (earlier.transaction_id, earlier.global_position) >= (later.transaction_id, later.global_position)
LIMIT 1000
