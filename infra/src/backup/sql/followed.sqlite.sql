-- How many events each follower has seen, from the log's start.
SELECT name, (SELECT count(*) FROM event_log WHERE position <= position_global) AS events
FROM follower
