DELETE FROM property_staff
WHERE agency = $1 AND property = $2
