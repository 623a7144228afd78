DELETE FROM ticket_list
WHERE (agency, generation, ticket) IN (
    SELECT agency, generation, ticket FROM ticket_list WHERE generation < $1 OR generation > $2 LIMIT $3
)
