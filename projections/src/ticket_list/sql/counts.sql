SELECT count(*) AS every,
       count(*) FILTER (WHERE closed_at IS NULL) AS in_progress,
       count(*) FILTER (WHERE closed_at IS NOT NULL) AS closed,
       count(*) FILTER (WHERE modified_at >= $3) AS today,
       count(*) FILTER (WHERE closed_at IS NULL AND must_act) AS must_act
FROM ticket_list
WHERE agency = $1
  AND generation = (SELECT generation FROM follower WHERE name = 'ticket_list')
  AND (manager = $2 OR assistant = $2 OR accountant = $2 OR $2 IS NULL)
