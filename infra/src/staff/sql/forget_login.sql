DELETE FROM login
WHERE agency = $1 AND staff = $2
