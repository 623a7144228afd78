-- The key in the other system goes too: accounting software makes it of the name. The row's id, computed from that key,
-- is how a later import finds that there is nobody to fill in.
UPDATE party
SET name = $3, external_key = CAST(id AS text), email = NULL, phone = NULL, street = '', postal_code = '', city = '',
    searchable = '', erased_at = COALESCE(erased_at, $4)
WHERE agency = $1 AND id = $2
