DELETE FROM ticket_list
WHERE agency = $1
  AND generation = $2
  AND ticket = $3
