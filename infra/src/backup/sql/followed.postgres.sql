-- How many events each follower has seen, from the log's start.
SELECT name,
    (SELECT count(*) FROM events
     WHERE (transaction_id, global_position) <= (position_transaction::text::xid8, position_global)) AS events
FROM follower
