DELETE FROM ticket_list_subject
WHERE generation = $1
  AND (agency, ticket) IN (
      SELECT json_extract(value, '$.agency'), json_extract(value, '$.ticket') FROM json_each($2)
  )
