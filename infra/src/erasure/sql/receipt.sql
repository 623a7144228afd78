SELECT receipt
FROM erasure
WHERE agency = $1 AND subject = $2
