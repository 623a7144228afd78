SELECT agency, name, street, postal_code, city, phone, email, zone, locale, sms_sender, web_name, colour, settings
FROM agency
WHERE agency = $1
