DELETE FROM login_failure
WHERE last_failed_at < $1 AND (locked_until IS NULL OR locked_until < $2)
