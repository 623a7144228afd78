-- The one source of truth. The first seven columns and the primary key are those that postgres-es appends to and
-- loads from; the others fill themselves.
CREATE TABLE events (
    aggregate_type  text   NOT NULL,
    aggregate_id    text   NOT NULL,
    sequence        bigint NOT NULL CHECK (sequence >= 0),
    event_type      text   NOT NULL,
    event_version   text   NOT NULL,
    payload         jsonb  NOT NULL,
    metadata        jsonb  NOT NULL,

    -- One order over all streams: by transaction first, because a position drawn early may be committed late.
    transaction_id  xid8        NOT NULL DEFAULT pg_current_xact_id(),
    global_position bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    recorded_at     timestamptz NOT NULL DEFAULT now(),

    agency          uuid NOT NULL GENERATED ALWAYS AS ((metadata ->> 'agency')::uuid) STORED,
    idempotency_key text          GENERATED ALWAYS AS (metadata ->> 'idempotency_key') STORED,

    PRIMARY KEY (aggregate_type, aggregate_id, sequence)
);

CREATE UNIQUE INDEX events_in_order ON events (transaction_id, global_position);
CREATE UNIQUE INDEX events_one_answer_per_key ON events (agency, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- Readers take only what was written by transactions older than this: anything at or after it may still be preceded by
-- an event that is not committed yet. It is the oldest transaction that runs in this database, as the reader's own
-- snapshot has it. Not pg_snapshot_xmin, which waits for every database of the server: a transaction that is known to
-- run in another one cannot write here. Where that is not known (it ended meanwhile, or is a prepared one), wait.
CREATE FUNCTION log_horizon() RETURNS xid8 LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT running
         FROM pg_snapshot_xip(pg_current_snapshot()) AS running
         WHERE NOT EXISTS (SELECT 1
                           FROM pg_stat_activity AS elsewhere
                           WHERE elsewhere.backend_xid = running::xid
                             AND elsewhere.datname <> current_database())
         ORDER BY running
         LIMIT 1),
        pg_snapshot_xmax(pg_current_snapshot()))
$$;

-- Nothing in the product changes or deletes an event; this is for the hand that would.
CREATE FUNCTION events_are_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are only ever appended';
END
$$;

CREATE TRIGGER events_are_for_ever BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_for_ever();

-- As postgres-es has it.
CREATE TABLE snapshots (
    aggregate_type   text   NOT NULL,
    aggregate_id     text   NOT NULL,
    last_sequence    bigint NOT NULL CHECK (last_sequence >= 0),
    current_snapshot bigint NOT NULL CHECK (current_snapshot >= 0),
    payload          jsonb  NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, last_sequence)
);

-- The number that people know a ticket by: given in order, once, never again.
CREATE TABLE ticket_number (
    agency uuid   NOT NULL PRIMARY KEY,
    last   bigint NOT NULL CHECK (last > 0)
);
