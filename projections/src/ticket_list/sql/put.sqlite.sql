INSERT INTO ticket_list (
    agency, generation, ticket, version, number, created_at, modified_at, closed_at, module, type, status,
    status_rank, must_act, property, property_reference, property_name, property_address, subject, description,
    contractors, manager, assistant, accountant, creator, property_key, subject_key, contractors_key, search
)
SELECT
    json_extract(value, '$.agency'), $1, json_extract(value, '$.ticket'), json_extract(value, '$.version'),
    json_extract(value, '$.number'), json_extract(value, '$.created_at'), json_extract(value, '$.modified_at'),
    json_extract(value, '$.closed_at'), json_extract(value, '$.module'), json_extract(value, '$.type'),
    json_extract(value, '$.status'), json_extract(value, '$.status_rank'), json_extract(value, '$.must_act'),
    json_extract(value, '$.property'), json_extract(value, '$.property_reference'),
    json_extract(value, '$.property_name'), json_extract(value, '$.property_address'),
    json_extract(value, '$.subject'), json_extract(value, '$.description'), json_extract(value, '$.contractors'),
    json_extract(value, '$.manager'), json_extract(value, '$.assistant'), json_extract(value, '$.accountant'),
    json_extract(value, '$.creator'), json_extract(value, '$.property_key'), json_extract(value, '$.subject_key'),
    json_extract(value, '$.contractors_key'), json_extract(value, '$.search')
FROM json_each($2)
WHERE true
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
