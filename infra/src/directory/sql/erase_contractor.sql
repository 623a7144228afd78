UPDATE contractor
SET company = $3, email = NULL, phone = NULL, siret = NULL, instructions = '', active = FALSE, searchable = ''
WHERE agency = $1 AND id = $2
