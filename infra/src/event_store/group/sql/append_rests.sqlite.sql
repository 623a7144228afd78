-- The further events of the commits whose first event went in, in the same transaction.
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT given.value ->> 'aggregate_type',
       given.value ->> 'aggregate_id',
       given.value ->> 'sequence',
       given.value ->> 'event_type',
       given.value ->> 'event_version',
       given.value ->> 'payload',
       given.value ->> 'metadata'
FROM json_each($1) AS given
ORDER BY given.key
