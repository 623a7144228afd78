-- Of every generation: a rebuild may be under way, or have died and left its rows.
SELECT generation, ticket
FROM ticket_list_subject
WHERE agency = $1
  AND subject = $2
