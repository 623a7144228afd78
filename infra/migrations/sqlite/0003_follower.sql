-- Who reads the log, how far it got, and which process does it at present.
-- Installation-wide: a follower reads the events of all agencies.
CREATE TABLE follower (
    name                 TEXT    NOT NULL PRIMARY KEY,
    -- The last event that was applied, in the log's order.
    position_transaction INTEGER NOT NULL DEFAULT 0,
    position_global      INTEGER NOT NULL DEFAULT 0,
    -- Which generation of its rows is the one that readers see; a rebuild writes the next one beside it.
    generation           INTEGER NOT NULL DEFAULT 1,
    -- The lease. Every change of holder increments the token; what still carries an older token cannot commit.
    holder               TEXT,
    token                INTEGER NOT NULL DEFAULT 0,
    leased_until         INTEGER
) STRICT;

-- Tickets that a follower could not process: set aside so that the others go on.
CREATE TABLE parked (
    agency               TEXT    NOT NULL,
    follower             TEXT    NOT NULL,
    aggregate_id         TEXT    NOT NULL,
    -- The first event that was set aside.
    sequence             INTEGER NOT NULL,
    position_transaction INTEGER NOT NULL,
    position_global      INTEGER NOT NULL,
    -- Names the rule that failed; never holds a value of the event.
    reason               TEXT    NOT NULL,
    parked_at            INTEGER NOT NULL,
    -- How many later events of the ticket wait behind the first.
    waiting              INTEGER NOT NULL DEFAULT 0,
    retry_asked          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, follower, aggregate_id)
) STRICT;
CREATE INDEX parked_by_follower ON parked (follower);
