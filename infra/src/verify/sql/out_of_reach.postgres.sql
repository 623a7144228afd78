-- Events that no reader comes to: their transaction number is one that this server has not drawn yet.
SELECT aggregate_id, sequence
FROM events
WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
LIMIT 1000
