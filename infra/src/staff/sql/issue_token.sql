INSERT INTO api_token (token_digest, id, agency, staff, name, scopes, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
