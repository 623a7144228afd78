-- Numbers are drawn before they are committed: a reader that went by them alone would pass over an event whose
-- transaction is still open. So: by transaction, and only those before the oldest that still runs (log_horizon).
SELECT transaction_id::text::bigint AS transaction_id, global_position, agency,
       aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata
FROM events
WHERE (transaction_id, global_position) > ($1::bigint::text::xid8, $2::bigint)
  AND transaction_id < (SELECT log_horizon())
ORDER BY events.transaction_id, global_position
LIMIT $3
