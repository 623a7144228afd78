DELETE FROM timer
WHERE (agency, generation, ticket, timer) IN (
    SELECT agency, generation, ticket, timer FROM timer WHERE generation = $1 LIMIT $2
)
