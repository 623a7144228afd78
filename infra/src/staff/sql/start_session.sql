INSERT INTO session (token_digest, id, agency, staff, created_at, last_seen_at, user_agent)
VALUES ($1, $2, $3, $4, $5, $5, $6)
