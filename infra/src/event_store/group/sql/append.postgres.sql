-- Many commits at once, each whole or not at all, none hindered by another. A commit goes in by its first event: if
-- that one is refused (somebody else was faster, or used the key), nothing of the commit goes in; if it is taken, no
-- rival can have taken the sequences after it. Answers with the streams whose commits went in; there is at most one
-- commit a stream.
--
-- The event before the first must be there: whoever decided on a state that the database does not have (any more)
-- must not leave a hole. Asked as a scalar, so that it is always one look into the index and never a scan.
WITH batch AS (
    SELECT *
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
        WITH ORDINALITY AS given (aggregate_type, aggregate_id, first, sequence, event_type, event_version, payload,
                                  metadata, place)
), firsts AS (
    INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    SELECT aggregate_type, aggregate_id, sequence, event_type, event_version, payload::jsonb, metadata::jsonb
    FROM batch
    WHERE sequence = first
      AND (first = 1
           OR (SELECT true
               FROM events AS before
               WHERE before.aggregate_type = batch.aggregate_type
                 AND before.aggregate_id = batch.aggregate_id
                 AND before.sequence = batch.first - 1
               LIMIT 1))
    ORDER BY place
    ON CONFLICT DO NOTHING
    RETURNING aggregate_type, aggregate_id, sequence
), rests AS (
    INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    SELECT batch.aggregate_type, batch.aggregate_id, batch.sequence, event_type, event_version, payload::jsonb,
           metadata::jsonb
    FROM batch
    JOIN firsts ON firsts.aggregate_type = batch.aggregate_type
               AND firsts.aggregate_id = batch.aggregate_id
               AND firsts.sequence = batch.first
    WHERE batch.sequence > batch.first
    ORDER BY place
)
SELECT aggregate_type, aggregate_id
FROM firsts
