-- The event that carries the key, and the version that its command left the stream at.
SELECT first.aggregate_id,
       first.metadata ->> 'fingerprint' AS fingerprint,
       (SELECT max(every.sequence)
        FROM events AS every
        WHERE every.aggregate_type = first.aggregate_type
          AND every.aggregate_id = first.aggregate_id
          AND every.metadata ->> 'command' = first.metadata ->> 'command') AS version
FROM events AS first
WHERE first.agency = $1
  AND first.idempotency_key = $2
