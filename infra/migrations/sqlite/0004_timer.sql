-- Armed deadlines: what each ticket waits for, as its last event left it.
CREATE TABLE timer (
    agency     TEXT    NOT NULL,
    generation INTEGER NOT NULL,
    ticket     TEXT    NOT NULL,
    timer      TEXT    NOT NULL,
    assignment TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    ordinal    INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    -- Why it would write to nobody if it fired now; null if it would.
    suspended  TEXT,
    -- The ticket's version that armed it.
    version    INTEGER NOT NULL,
    -- When to fire: due_at, or later while a worker has it or after a failure of the infrastructure.
    next_at    INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    -- It fired; the next event of its ticket arms anew whatever is to be armed.
    spent      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, generation, ticket, timer)
) STRICT;
CREATE INDEX timer_to_fire ON timer (generation, next_at) WHERE NOT spent;
