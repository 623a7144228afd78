UPDATE api_token
SET last_used_at = $2
WHERE token_digest = $1
