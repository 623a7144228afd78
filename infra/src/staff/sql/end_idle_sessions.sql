DELETE FROM session
WHERE last_seen_at <= $1
