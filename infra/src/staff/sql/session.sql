SELECT session.last_seen_at, staff.agency, staff.id, staff.email, staff.name, staff.phone, staff.roles, staff.active,
       session.id AS session
FROM session
JOIN staff ON staff.agency = session.agency AND staff.id = session.staff
WHERE session.token_digest = $1
