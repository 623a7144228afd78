-- Whoever was erased stays so, however often the other system sends them.
INSERT INTO staff (agency, id, external_key, email, name, phone, roles, active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (agency, id) DO UPDATE
SET email = excluded.email, name = excluded.name, phone = excluded.phone, roles = excluded.roles, active = excluded.active
WHERE staff.erased_at IS NULL
