-- The first one counts: whoever asks again is told what happened then.
INSERT INTO erasure (agency, subject, erased_at, receipt)
VALUES ($1, $2, $3, $4)
ON CONFLICT (agency, subject) DO NOTHING
