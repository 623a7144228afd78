SELECT version
FROM ticket_list
WHERE agency = $1
  AND generation = (SELECT generation FROM follower WHERE name = 'ticket_list')
  AND ticket = $2
