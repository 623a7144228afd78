SELECT 0 AS transaction_id, position AS global_position
FROM event_log
WHERE aggregate_type = $1 AND aggregate_id = $2 AND sequence = $3
