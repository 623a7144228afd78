-- Looked up one by one, by the index: a join would be planned as a scan of all keys, since the planner cannot know how
-- few are asked for.
SELECT key.agency, key.subject, key.wrapped, key.master
FROM jsonb_array_elements($1) AS wanted
CROSS JOIN LATERAL (
    SELECT agency, subject, wrapped, master
    FROM sealing_key
    WHERE agency = (wanted ->> 'agency')::uuid
      AND subject = wanted ->> 'subject'
    LIMIT 1
) AS key
