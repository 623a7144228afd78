-- Leaves a tombstone even where there was no key, so that none is made later.
INSERT INTO sealing_key (agency, subject, wrapped, master, created_at, destroyed_at)
VALUES ($1, $2, NULL, $3, $4, $4)
ON CONFLICT (agency, subject) DO UPDATE
SET wrapped = NULL,
    destroyed_at = COALESCE(sealing_key.destroyed_at, excluded.destroyed_at)
