-- Whether anything is committed after a position, seen by readers or not yet. In order, though one is as good as another:
-- whoever may stop at the first believes that it comes soon, and reads the whole log when there is none.
SELECT 1 AS found
FROM events
WHERE (transaction_id, global_position) > ($1::bigint::text::xid8, $2::bigint)
ORDER BY transaction_id, global_position
LIMIT 1
