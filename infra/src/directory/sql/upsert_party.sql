-- Whoever was erased stays so, however often the other system sends them.
INSERT INTO party (agency, id, external_key, name, email, phone, street, postal_code, city, by_email, by_sms, searchable)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (agency, id) DO UPDATE
SET name = excluded.name, email = excluded.email, phone = excluded.phone, street = excluded.street,
    postal_code = excluded.postal_code, city = excluded.city, by_email = excluded.by_email, by_sms = excluded.by_sms,
    searchable = excluded.searchable
WHERE party.erased_at IS NULL
