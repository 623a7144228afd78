-- An event of a transaction that this server has not begun: the log was copied from another server.
SELECT 1 AS found
FROM events
WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
LIMIT 1
