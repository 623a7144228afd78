-- Answers with the subjects that had none before.
INSERT INTO sealing_key (agency, subject, wrapped, master, created_at)
SELECT $2, made ->> 'subject', decode(made ->> 'wrapped', 'hex'), $3, $4
FROM jsonb_array_elements($1) AS made
ON CONFLICT (agency, subject) DO NOTHING
RETURNING subject
