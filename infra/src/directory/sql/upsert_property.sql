INSERT INTO property
    (agency, id, external_key, module, kind, reference, name, street, postal_code, city, building, landlord, tenant,
     works_threshold_cents, searchable)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (agency, external_key) DO UPDATE
SET module = excluded.module, kind = excluded.kind, reference = excluded.reference, name = excluded.name,
    street = excluded.street, postal_code = excluded.postal_code, city = excluded.city, building = excluded.building,
    landlord = excluded.landlord, tenant = excluded.tenant, works_threshold_cents = excluded.works_threshold_cents,
    searchable = excluded.searchable
