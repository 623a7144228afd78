-- $2: the tickets of a batch; $3: what is armed on them now, of which nobody can say beforehand how much it is: NOT IN looks
-- it up, where NOT EXISTS goes through all of it for each timer.
DELETE FROM timer
USING jsonb_to_recordset($2) AS touched (agency uuid, ticket uuid)
WHERE timer.generation = $1
  AND timer.agency = touched.agency
  AND timer.ticket = touched.ticket
  AND (timer.agency, timer.ticket, timer.timer) NOT IN (
      SELECT armed.agency, armed.ticket, armed.timer
      FROM jsonb_to_recordset($3) AS armed (agency uuid, ticket uuid, timer text)
  )
