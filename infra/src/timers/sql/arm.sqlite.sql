INSERT INTO timer (agency, generation, ticket, timer, assignment, kind, ordinal, due_at, suspended, version, next_at)
SELECT json_extract(value, '$.agency'), $1, json_extract(value, '$.ticket'), json_extract(value, '$.timer'),
       json_extract(value, '$.assignment'), json_extract(value, '$.kind'), json_extract(value, '$.ordinal'),
       json_extract(value, '$.due_at'), json_extract(value, '$.suspended'), json_extract(value, '$.version'),
       json_extract(value, '$.due_at')
FROM json_each($2)
WHERE true
ON CONFLICT (agency, generation, ticket, timer) DO UPDATE
SET due_at = excluded.due_at,
    suspended = excluded.suspended,
    version = excluded.version,
    next_at = excluded.due_at,
    attempts = 0,
    spent = 0
WHERE timer.version < excluded.version
