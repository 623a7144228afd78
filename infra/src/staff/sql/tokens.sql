SELECT id, name, scopes, created_at, expires_at, last_used_at
FROM api_token
WHERE agency = $1 AND staff = $2
ORDER BY created_at DESC, id
