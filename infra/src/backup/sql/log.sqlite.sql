SELECT e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.event_version, e.payload, e.metadata
FROM event_log AS log
JOIN events AS e USING (aggregate_type, aggregate_id, sequence)
ORDER BY log.position
