INSERT INTO approver_link (agency, token_hash, ticket, approval, issued_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agency, token_hash) DO NOTHING
