SELECT 0 AS transaction_id, position AS global_position
FROM event_log
ORDER BY position DESC
LIMIT 1
