INSERT INTO outbox
    (agency, id, ticket, sequence, ordinal, occasion, recipient, channel, lane, state, notice, reference, created_at, due_at, settled_at, reason)
SELECT row.agency, row.id, row.ticket, row.sequence, row.ordinal, row.occasion, row.recipient, row.channel, row.lane, row.state,
    row.notice, row.reference,
    timestamptz 'epoch' + row.created_at * interval '1 microsecond',
    timestamptz 'epoch' + row.due_at * interval '1 microsecond',
    timestamptz 'epoch' + row.settled_at * interval '1 microsecond',
    row.reason
FROM jsonb_to_recordset($1) AS row
    (agency uuid, id uuid, ticket uuid, sequence bigint, ordinal bigint, occasion text, recipient jsonb, channel text, lane text,
     state text, notice jsonb, reference text, created_at bigint, due_at bigint, settled_at bigint, reason text)
ON CONFLICT (agency, id) DO NOTHING
