INSERT INTO agency
    (agency, name, street, postal_code, city, phone, email, zone, locale, sms_sender, web_name, colour, settings)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (agency) DO UPDATE
SET name = excluded.name, street = excluded.street, postal_code = excluded.postal_code, city = excluded.city,
    phone = excluded.phone, email = excluded.email, zone = excluded.zone, locale = excluded.locale,
    sms_sender = excluded.sms_sender, web_name = excluded.web_name, colour = excluded.colour,
    settings = excluded.settings
