-- As with a party: the key goes too, and the id bars the way back.
UPDATE contractor
SET company = $3, external_key = CAST(id AS text), email = NULL, phone = NULL, siret = NULL, instructions = '',
    active = FALSE, searchable = '', erased_at = COALESCE(erased_at, $4)
WHERE agency = $1 AND id = $2
