-- Answers with the subjects that had none before.
INSERT INTO sealing_key (agency, subject, wrapped, master, created_at)
SELECT $2, made.value ->> '$.subject', unhex(made.value ->> '$.wrapped'), $3, $4
FROM json_each($1) AS made
WHERE true
ON CONFLICT (agency, subject) DO NOTHING
RETURNING subject
