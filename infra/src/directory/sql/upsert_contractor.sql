-- Whoever was erased stays so, however often the other system sends them.
INSERT INTO contractor
    (agency, id, external_key, company, email, phone, siret, instructions, by_email, by_sms, active, searchable)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (agency, id) DO UPDATE
SET company = excluded.company, email = excluded.email, phone = excluded.phone, siret = excluded.siret,
    instructions = excluded.instructions, by_email = excluded.by_email, by_sms = excluded.by_sms,
    active = excluded.active, searchable = excluded.searchable
WHERE contractor.erased_at IS NULL
