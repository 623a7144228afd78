DELETE FROM session
WHERE token_digest = $1
