UPDATE login_failure
SET locked_until = $2
WHERE email_digest = $1
