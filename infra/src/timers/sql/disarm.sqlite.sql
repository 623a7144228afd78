-- $2: the tickets of a batch; $3: what is armed on them now.
DELETE FROM timer
WHERE generation = $1
  AND (agency, ticket) IN (
      SELECT json_extract(value, '$.agency'), json_extract(value, '$.ticket') FROM json_each($2)
  )
  AND (agency, ticket, timer) NOT IN (
      SELECT json_extract(value, '$.agency'), json_extract(value, '$.ticket'), json_extract(value, '$.timer')
      FROM json_each($3)
  )
