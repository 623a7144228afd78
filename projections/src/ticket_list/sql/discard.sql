DELETE FROM ticket_list
WHERE (agency, generation, ticket) IN (
    SELECT agency, generation, ticket FROM ticket_list WHERE generation = $1 LIMIT $2
)
