UPDATE party
SET name = $3, email = NULL, phone = NULL, street = '', postal_code = '', city = '', searchable = ''
WHERE agency = $1 AND id = $2
