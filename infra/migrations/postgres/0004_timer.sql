-- Armed deadlines: what each ticket waits for, as its last event left it.
CREATE TABLE timer (
    agency     uuid        NOT NULL,
    generation bigint      NOT NULL,
    ticket     uuid        NOT NULL,
    timer      text        NOT NULL,
    assignment uuid        NOT NULL,
    kind       text        NOT NULL,
    ordinal    bigint      NOT NULL,
    due_at     timestamptz NOT NULL,
    -- Why it would write to nobody if it fired now; null if it would.
    suspended  text,
    -- The ticket's version that armed it.
    version    bigint      NOT NULL,
    -- When to fire: due_at, or later while a worker has it or after a failure of the infrastructure.
    next_at    timestamptz NOT NULL,
    attempts   bigint      NOT NULL DEFAULT 0,
    -- It fired; the next event of its ticket arms anew whatever is to be armed.
    spent      boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (agency, generation, ticket, timer)
);
CREATE INDEX timer_to_fire ON timer (generation, next_at) WHERE NOT spent;
