DELETE FROM timer
WHERE (agency, generation, ticket, timer) IN (
    SELECT agency, generation, ticket, timer FROM timer WHERE generation < $1 OR generation > $2 LIMIT $3
)
