INSERT INTO staff (agency, id, external_key, email, name, phone, roles, active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (agency, external_key) DO UPDATE
SET email = excluded.email, name = excluded.name, phone = excluded.phone, roles = excluded.roles, active = excluded.active
