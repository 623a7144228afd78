-- $2: the tickets of a batch; $3: what is armed on them now.
DELETE FROM timer
USING jsonb_to_recordset($2) AS touched (agency uuid, ticket uuid)
WHERE timer.generation = $1
  AND timer.agency = touched.agency
  AND timer.ticket = touched.ticket
  AND NOT EXISTS (
      SELECT 1
      FROM jsonb_to_recordset($3) AS armed (agency uuid, ticket uuid, timer text)
      WHERE armed.agency = timer.agency AND armed.ticket = timer.ticket AND armed.timer = timer.timer
  )
