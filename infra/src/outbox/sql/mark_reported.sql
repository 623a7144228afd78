UPDATE outbox
SET reported = TRUE
WHERE agency = $1
  AND id = $2
