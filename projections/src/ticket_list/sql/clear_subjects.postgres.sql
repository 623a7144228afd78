DELETE FROM ticket_list_subject
USING jsonb_to_recordset($2) AS item (agency uuid, ticket uuid)
WHERE ticket_list_subject.agency = item.agency
  AND ticket_list_subject.generation = $1
  AND ticket_list_subject.ticket = item.ticket
