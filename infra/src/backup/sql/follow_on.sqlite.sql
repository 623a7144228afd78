-- Has a follower go on after the first $2 events.
INSERT INTO follower (name, position_transaction, position_global)
SELECT $1, 0, position
FROM event_log
ORDER BY position
LIMIT 1 OFFSET $2 - 1
