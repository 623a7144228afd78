SELECT id, name, email, phone, street, postal_code, city, by_email, by_sms
FROM party
WHERE agency = $1 AND id = $2
