-- The one source of truth. The first seven columns and the primary key are those that sqlite-es appends to and loads
-- from (it recognises a conflict by that key alone); the others are read from the metadata.
CREATE TABLE events (
    aggregate_type  TEXT    NOT NULL,
    aggregate_id    TEXT    NOT NULL,
    sequence        INTEGER NOT NULL CHECK (sequence >= 0),
    event_type      TEXT    NOT NULL,
    event_version   TEXT    NOT NULL,
    payload         TEXT    NOT NULL,
    metadata        TEXT    NOT NULL,

    agency          TEXT NOT NULL GENERATED ALWAYS AS (metadata ->> '$.agency') VIRTUAL,
    idempotency_key TEXT          GENERATED ALWAYS AS (metadata ->> '$.idempotency_key') VIRTUAL,

    PRIMARY KEY (aggregate_type, aggregate_id, sequence)
) STRICT;

CREATE UNIQUE INDEX events_one_answer_per_key ON events (agency, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- One order over all streams. Not the rowid of events: VACUUM may renumber it. There is one writer at a time, so
-- positions become visible in the order in which they were drawn.
CREATE TABLE event_log (
    position       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    aggregate_type TEXT    NOT NULL,
    aggregate_id   TEXT    NOT NULL,
    sequence       INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000000 AS INTEGER)),
    UNIQUE (aggregate_type, aggregate_id, sequence)
) STRICT;

CREATE TRIGGER events_in_order AFTER INSERT ON events BEGIN
    INSERT INTO event_log (aggregate_type, aggregate_id, sequence)
    VALUES (NEW.aggregate_type, NEW.aggregate_id, NEW.sequence);
END;

-- Nothing in the product changes or deletes an event; this is for the hand that would.
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'events are only ever appended');
END;

CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events BEGIN
    SELECT RAISE(ABORT, 'events are only ever appended');
END;

-- As sqlite-es has it.
CREATE TABLE snapshots (
    aggregate_type   TEXT    NOT NULL,
    aggregate_id     TEXT    NOT NULL,
    last_sequence    INTEGER NOT NULL CHECK (last_sequence >= 0),
    current_snapshot INTEGER NOT NULL CHECK (current_snapshot >= 0),
    payload          TEXT    NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, last_sequence)
) STRICT;

-- The number that people know a ticket by: given in order, once, never again.
CREATE TABLE ticket_number (
    agency TEXT    NOT NULL PRIMARY KEY,
    last   INTEGER NOT NULL CHECK (last > 0)
) STRICT;
