INSERT INTO timer (agency, generation, ticket, timer, assignment, kind, ordinal, due_at, suspended, version, next_at)
SELECT agency, $1, ticket, timer, assignment, kind, ordinal,
       timestamptz 'epoch' + due_at * interval '1 microsecond', suspended, version,
       timestamptz 'epoch' + due_at * interval '1 microsecond'
FROM jsonb_to_recordset($2) AS armed (
    agency uuid, ticket uuid, timer text, assignment uuid, kind text, ordinal bigint,
    due_at bigint, suspended text, version bigint
)
ON CONFLICT (agency, generation, ticket, timer) DO UPDATE
SET due_at = excluded.due_at,
    suspended = excluded.suspended,
    version = excluded.version,
    next_at = excluded.due_at,
    attempts = 0,
    spent = false
WHERE timer.version < excluded.version
