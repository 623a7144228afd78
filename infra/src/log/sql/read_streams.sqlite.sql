SELECT 0 AS transaction_id, log.position AS global_position, e.agency,
       e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.event_version, e.payload, e.metadata
FROM events AS e
JOIN event_log AS log USING (aggregate_type, aggregate_id, sequence)
WHERE e.aggregate_type = $1
  AND e.aggregate_id IN (SELECT value FROM json_each($2))
ORDER BY e.aggregate_id, e.sequence
