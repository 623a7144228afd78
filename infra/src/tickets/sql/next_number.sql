INSERT INTO ticket_number (agency, last)
VALUES ($1, 1)
ON CONFLICT (agency) DO UPDATE SET last = ticket_number.last + 1
RETURNING last
