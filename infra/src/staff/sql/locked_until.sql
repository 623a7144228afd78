SELECT locked_until
FROM login_failure
WHERE email_digest = $1 AND locked_until > $2
