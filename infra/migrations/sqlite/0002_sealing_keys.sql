-- One key per person (or per ticket, for its free text). Destroying it makes what it sealed unreadable for ever, in
-- the log and in every copy of it; the row stays, so that nobody makes a new key under the old name.
CREATE TABLE sealing_key (
    agency       TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    -- The 256-bit key, itself sealed with the master key; null once destroyed.
    wrapped      BLOB,
    -- Which master key: the first bytes of its hash, so that a wrong one is named and not merely fails.
    master       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    destroyed_at INTEGER,
    PRIMARY KEY (agency, subject),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;
