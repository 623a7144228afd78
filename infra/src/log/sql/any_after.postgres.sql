-- Whether anything is committed after a position, seen by readers or not yet.
SELECT 1 AS found
FROM events
WHERE (transaction_id, global_position) > ($1::bigint::text::xid8, $2::bigint)
LIMIT 1
