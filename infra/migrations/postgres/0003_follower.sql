-- Who reads the log, how far it got, and which node does it at present.
-- Installation-wide: a follower reads the events of all agencies.
CREATE TABLE follower (
    name                 text        NOT NULL PRIMARY KEY,
    -- The last event that was applied, in the log's order.
    position_transaction bigint      NOT NULL DEFAULT 0,
    position_global      bigint      NOT NULL DEFAULT 0,
    -- Which generation of its rows is the one that readers see; a rebuild writes the next one beside it.
    generation           bigint      NOT NULL DEFAULT 1,
    -- The lease. Every change of holder increments the token; what still carries an older token cannot commit.
    holder               text,
    token                bigint      NOT NULL DEFAULT 0,
    leased_until         timestamptz
);

-- Tickets that a follower could not process: set aside so that the others go on.
CREATE TABLE parked (
    agency               uuid        NOT NULL,
    follower             text        NOT NULL,
    aggregate_id         uuid        NOT NULL,
    -- The first event that was set aside.
    sequence             bigint      NOT NULL,
    position_transaction bigint      NOT NULL,
    position_global      bigint      NOT NULL,
    -- Names the rule that failed; never holds a value of the event.
    reason               text        NOT NULL,
    parked_at            timestamptz NOT NULL,
    -- How many later events of the ticket wait behind the first.
    waiting              bigint      NOT NULL DEFAULT 0,
    retry_asked          boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (agency, follower, aggregate_id)
);
CREATE INDEX parked_by_follower ON parked (follower);
