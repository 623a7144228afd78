INSERT INTO outbox
    (agency, id, ticket, sequence, ordinal, occasion, recipient, channel, lane, state, notice, reference, created_at, due_at, settled_at, reason)
SELECT value ->> 'agency', value ->> 'id', value ->> 'ticket', value ->> 'sequence', value ->> 'ordinal', value ->> 'occasion',
    value -> 'recipient', value ->> 'channel', value ->> 'lane', value ->> 'state', value -> 'notice', value ->> 'reference',
    value ->> 'created_at', value ->> 'due_at', value ->> 'settled_at', value ->> 'reason'
FROM json_each($1)
WHERE true
ON CONFLICT (agency, id) DO NOTHING
