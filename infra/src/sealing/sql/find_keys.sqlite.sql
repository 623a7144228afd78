SELECT agency, subject, wrapped, master
FROM sealing_key
WHERE (agency, subject) IN (
    SELECT wanted.value ->> '$.agency', wanted.value ->> '$.subject'
    FROM json_each($1) AS wanted
)
