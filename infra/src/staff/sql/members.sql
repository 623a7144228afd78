SELECT agency, id, email, name, phone, roles, active
FROM staff
WHERE agency = $1
ORDER BY name, id
