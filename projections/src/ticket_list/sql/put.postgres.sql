INSERT INTO ticket_list (
    agency, generation, ticket, version, number, created_at, modified_at, closed_at, module, type, status,
    status_rank, must_act, property, property_reference, property_name, property_address, subject, description,
    contractors, manager, assistant, accountant, creator, property_key, subject_key, contractors_key, search
)
SELECT
    agency, $1, ticket, version, number, timestamptz 'epoch' + created_at * interval '1 microsecond',
    timestamptz 'epoch' + modified_at * interval '1 microsecond',
    timestamptz 'epoch' + closed_at * interval '1 microsecond', module, type, status, status_rank, must_act,
    property, property_reference, property_name, property_address, subject, description, contractors, manager,
    assistant, accountant, creator, property_key, subject_key, contractors_key, search
FROM jsonb_to_recordset($2) AS item (
    agency uuid, ticket uuid, version bigint, number bigint, created_at bigint, modified_at bigint,
    closed_at bigint, module text, type text, status text, status_rank bigint, must_act boolean, property uuid,
    property_reference text, property_name text, property_address text, subject text, description text,
    contractors text, manager uuid, assistant uuid, accountant uuid, creator uuid, property_key text,
    subject_key text, contractors_key text, search text
)
ON CONFLICT (agency, generation, ticket) DO UPDATE
SET version = excluded.version,
    number = excluded.number,
    created_at = excluded.created_at,
    modified_at = excluded.modified_at,
    closed_at = excluded.closed_at,
    module = excluded.module,
    type = excluded.type,
    status = excluded.status,
    status_rank = excluded.status_rank,
    must_act = excluded.must_act,
    property = excluded.property,
    property_reference = excluded.property_reference,
    property_name = excluded.property_name,
    property_address = excluded.property_address,
    subject = excluded.subject,
    description = excluded.description,
    contractors = excluded.contractors,
    manager = excluded.manager,
    assistant = excluded.assistant,
    accountant = excluded.accountant,
    creator = excluded.creator,
    property_key = excluded.property_key,
    subject_key = excluded.subject_key,
    contractors_key = excluded.contractors_key,
    search = excluded.search
-- The same version again: after an erasure the same facts read differently.
WHERE ticket_list.version <= excluded.version
