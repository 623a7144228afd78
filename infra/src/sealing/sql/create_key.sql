INSERT INTO sealing_key (agency, subject, wrapped, master, created_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agency, subject) DO NOTHING
