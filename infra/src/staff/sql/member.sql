SELECT agency, id, email, name, phone, roles, active
FROM staff
WHERE agency = $1 AND id = $2
