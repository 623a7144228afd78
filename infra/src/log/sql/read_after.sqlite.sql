-- One writer at a time: what is numbered later is committed later. ($1, the transaction, is always 0 here.) Row values
-- or another order of the tables would read the whole log.
SELECT 0 AS transaction_id, log.position AS global_position, e.agency,
       e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.event_version, e.payload, e.metadata
FROM event_log AS log
CROSS JOIN events AS e USING (aggregate_type, aggregate_id, sequence)
WHERE log.position > $2
  AND $1 = 0
ORDER BY log.position
LIMIT $3
