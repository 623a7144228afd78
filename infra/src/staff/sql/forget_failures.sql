DELETE FROM login_failure
WHERE email_digest = $1
