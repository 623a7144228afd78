-- Has a follower go on after the first $2 events.
INSERT INTO follower (name, position_transaction, position_global)
SELECT $1, transaction_id::text::bigint, global_position
FROM events
ORDER BY events.transaction_id, global_position
LIMIT 1 OFFSET $2 - 1
