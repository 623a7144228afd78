INSERT INTO property_staff (agency, property, role, staff)
VALUES ($1, $2, $3, $4)
