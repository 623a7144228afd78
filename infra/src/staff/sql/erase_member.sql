-- The address must stay one: it is read as such.
UPDATE staff
SET name = $3, external_key = CAST(id AS text), email = $4, phone = NULL, roles = '', active = FALSE,
    erased_at = COALESCE(erased_at, $5)
WHERE agency = $1 AND id = $2
