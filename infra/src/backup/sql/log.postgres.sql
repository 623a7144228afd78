-- Every event that the snapshot shows, in the log's order. What is not committed yet is not in it, nor in the order.
SELECT aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata
FROM events
ORDER BY transaction_id, global_position
