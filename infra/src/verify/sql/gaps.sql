-- Streams that do not count 1, 2, 3, … to their end.
SELECT aggregate_type, aggregate_id, min(sequence) AS first, max(sequence) AS last, count(*) AS events
FROM events
GROUP BY aggregate_type, aggregate_id
HAVING min(sequence) <> 1 OR max(sequence) <> count(*)
LIMIT 1000
