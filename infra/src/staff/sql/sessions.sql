SELECT id, created_at, last_seen_at, user_agent
FROM session
WHERE agency = $1 AND staff = $2 AND last_seen_at > $3
ORDER BY last_seen_at DESC, id
