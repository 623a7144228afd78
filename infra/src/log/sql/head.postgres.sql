SELECT transaction_id::text::bigint AS transaction_id, global_position
FROM events
WHERE transaction_id < (SELECT log_horizon())
ORDER BY events.transaction_id DESC, global_position DESC
LIMIT 1
