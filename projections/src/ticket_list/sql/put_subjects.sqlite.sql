INSERT INTO ticket_list_subject (agency, generation, subject, ticket)
SELECT json_extract(value, '$.agency'), $1, json_extract(value, '$.subject'), json_extract(value, '$.ticket')
FROM json_each($2)
WHERE true
ON CONFLICT (agency, generation, subject, ticket) DO NOTHING
