-- The first event of each commit, as append.postgres.sql has it. Answers with the streams that took it.
INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
SELECT given.value ->> 'aggregate_type',
       given.value ->> 'aggregate_id',
       given.value ->> 'sequence',
       given.value ->> 'event_type',
       given.value ->> 'event_version',
       given.value ->> 'payload',
       given.value ->> 'metadata'
FROM json_each($1) AS given
WHERE given.value ->> 'sequence' = 1
   OR EXISTS (SELECT 1
              FROM events AS before
              WHERE before.aggregate_type = given.value ->> 'aggregate_type'
                AND before.aggregate_id = given.value ->> 'aggregate_id'
                AND before.sequence = (given.value ->> 'sequence') - 1)
ORDER BY given.key
ON CONFLICT DO NOTHING
RETURNING aggregate_type, aggregate_id
