INSERT INTO login_failure (email_digest, failures, last_failed_at)
VALUES ($1, 1, $2)
ON CONFLICT (email_digest) DO UPDATE
SET failures = CASE WHEN login_failure.last_failed_at < $3 THEN 1 ELSE login_failure.failures + 1 END,
    last_failed_at = excluded.last_failed_at
RETURNING failures
