SELECT ticket
FROM ticket_list_subject
WHERE agency = $1
  AND generation = $2
  AND subject = $3
