DELETE FROM session
WHERE agency = $1 AND staff = $2
