-- In the order of the list: positions are drawn as the rows come. They are this database's own; those of another would
-- be visible too early, or never.
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT line.aggregate_type, line.aggregate_id, line.sequence, line.event_type, line.event_version, line.payload, line.metadata
FROM ROWS FROM (
    jsonb_to_recordset($1) AS (
        aggregate_type text, aggregate_id text, sequence bigint, event_type text, event_version text,
        payload jsonb, metadata jsonb
    )
) WITH ORDINALITY AS line (
    aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, place
)
ORDER BY line.place
