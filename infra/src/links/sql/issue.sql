INSERT INTO personal_link (agency, token_hash, ticket, assignment, generation, issued_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (agency, token_hash) DO NOTHING
