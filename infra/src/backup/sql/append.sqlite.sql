-- In the order of the list: the trigger numbers the rows as they come.
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT value ->> '$.aggregate_type', value ->> '$.aggregate_id', value ->> '$.sequence', value ->> '$.event_type',
    value ->> '$.event_version', value -> '$.payload', value -> '$.metadata'
FROM json_each($1)
ORDER BY key
