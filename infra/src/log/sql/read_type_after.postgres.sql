-- As read_after, for one type of aggregate.
SELECT transaction_id::text::bigint AS transaction_id, global_position, agency,
       aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata
FROM events
WHERE (transaction_id, global_position) > ($1::bigint::text::xid8, $2::bigint)
  AND transaction_id < (SELECT log_horizon())
  AND aggregate_type = $4
ORDER BY events.transaction_id, global_position
LIMIT $3
