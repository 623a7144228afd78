-- What is committed of a stream is complete, whatever else still runs: no need to wait for other transactions.
SELECT transaction_id::text::bigint AS transaction_id, global_position, agency,
       aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata
FROM events
WHERE aggregate_type = $1
  AND aggregate_id IN (SELECT jsonb_array_elements_text($2))
ORDER BY aggregate_id, sequence
