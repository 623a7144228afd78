SELECT agency, subject, wrapped, master
FROM sealing_key
WHERE (agency, subject) IN (
    SELECT (wanted ->> 'agency')::uuid, wanted ->> 'subject'
    FROM jsonb_array_elements($1) AS wanted
)
