SELECT login.password_hash, staff.agency, staff.id, staff.email, staff.name, staff.phone, staff.roles, staff.active
FROM login
JOIN staff ON staff.agency = login.agency AND staff.id = login.staff
WHERE login.email = $1
