DELETE FROM api_token
WHERE agency = $1 AND staff = $2
