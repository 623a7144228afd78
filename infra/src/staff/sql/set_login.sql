INSERT INTO login (email, agency, staff, password_hash)
VALUES ($1, $2, $3, $4)
ON CONFLICT (agency, staff) DO UPDATE
SET email = excluded.email, password_hash = excluded.password_hash
