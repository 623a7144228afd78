DELETE FROM council_member
WHERE agency = $1 AND property = $2
