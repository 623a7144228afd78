INSERT INTO ticket_list_subject (agency, generation, subject, ticket)
SELECT agency, $1, subject, ticket
FROM jsonb_to_recordset($2) AS item (agency uuid, subject text, ticket uuid)
ON CONFLICT (agency, generation, subject, ticket) DO NOTHING
