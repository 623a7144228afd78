DELETE FROM ticket_list_subject
WHERE (agency, generation, subject, ticket) IN (
    SELECT agency, generation, subject, ticket
    FROM ticket_list_subject
    WHERE generation < $1 OR generation > $2
    LIMIT $3
)
