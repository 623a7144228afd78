INSERT INTO requester_link (agency, token_hash, ticket, issued_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (agency, token_hash) DO NOTHING
