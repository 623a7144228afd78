SELECT id, name, email, phone, street, postal_code, city, by_email, by_sms
FROM party
WHERE agency = $1
  AND searchable LIKE $2 AND searchable LIKE $3 AND searchable LIKE $4 AND searchable LIKE $5
ORDER BY name, id
LIMIT $6
