-- An erasure is carried out in two steps: keys and entries at once, then whatever followers keep. A key that is destroyed
-- and not announced is one whose second step is still to be done, or was cut short.
ALTER TABLE sealing_key ADD COLUMN announced_at INTEGER;
CREATE INDEX sealing_key_unannounced ON sealing_key (agency, subject)
    WHERE destroyed_at IS NOT NULL AND announced_at IS NULL;

-- What was erased, when, by whom, and what went with it: figures and identifiers, nothing of the person.
CREATE TABLE erasure (
    agency    TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    erased_at INTEGER NOT NULL,
    receipt   TEXT    NOT NULL,
    PRIMARY KEY (agency, subject)
) STRICT;

-- Once set, no import fills the entry again.
ALTER TABLE party ADD COLUMN erased_at INTEGER;
ALTER TABLE contractor ADD COLUMN erased_at INTEGER;
ALTER TABLE staff ADD COLUMN erased_at INTEGER;
