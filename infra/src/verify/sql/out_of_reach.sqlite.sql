-- Events that no reader comes to: they have no place in the log, or the place holds no event.
SELECT e.aggregate_id, e.sequence
FROM events AS e
LEFT JOIN event_log AS log USING (aggregate_type, aggregate_id, sequence)
WHERE log.position IS NULL
UNION ALL
SELECT log.aggregate_id, log.sequence
FROM event_log AS log
LEFT JOIN events AS e USING (aggregate_type, aggregate_id, sequence)
WHERE e.event_type IS NULL
LIMIT 1000
