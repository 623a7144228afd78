-- What is to be told, to whom, how: one row per message, recipient and channel. Holds no personal data: address and
-- text are looked up in the ticket when the message leaves.
CREATE TABLE outbox (
    agency            uuid        NOT NULL,
    -- Version 5, from what caused it: staging twice gives the same row.
    id                uuid        NOT NULL,
    ticket            uuid        NOT NULL,
    -- Which event of the ticket caused it, and its place among the messages of that event.
    sequence          bigint      NOT NULL,
    ordinal           bigint      NOT NULL,
    occasion          text        NOT NULL,
    recipient         jsonb       NOT NULL,
    channel           text        NOT NULL,
    -- Messages of one lane leave in order.
    lane              text        NOT NULL,
    state             text        NOT NULL,
    -- The rest of what was decided when it was staged: typed data, references only.
    notice            jsonb       NOT NULL,
    -- Fixed now, so that a second attempt carries the same one.
    reference         text        NOT NULL,
    created_at        timestamptz NOT NULL,
    due_at            timestamptz NOT NULL,
    attempts          bigint      NOT NULL DEFAULT 0,
    first_attempt_at  timestamptz,
    last_attempt_at   timestamptz,
    -- Until when a worker may be busy with it; a claim without a result after that reads as unknown.
    leased_until      timestamptz,
    settled_at        timestamptz,
    -- The gateway's own reference, by which its delivery report is recognised.
    gateway_reference text,
    -- A class or a code, never a server's words.
    reason            text,
    -- A failure for good has been told to the ticket.
    reported          boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (agency, id)
);
-- The order of a lane.
CREATE INDEX outbox_lane ON outbox (agency, lane, sequence, ordinal);
-- What a worker looks for.
CREATE INDEX outbox_open ON outbox (due_at) WHERE state IN ('due', 'attempted', 'later', 'unknown');
CREATE INDEX outbox_unreported ON outbox (settled_at) WHERE state = 'failed' AND NOT reported;
-- What the ticket's page shows.
CREATE INDEX outbox_ticket ON outbox (agency, ticket, sequence);
-- What a delivery report names.
CREATE INDEX outbox_reference ON outbox (gateway_reference) WHERE gateway_reference IS NOT NULL;

-- The built-in mailbox: where messages go when no mail server or gateway is set. It holds texts and addresses, so it
-- says whose they are: erasing somebody empties what names them.
CREATE TABLE mailbox_message (
    agency    uuid        NOT NULL,
    id        uuid        NOT NULL,
    ticket    uuid        NOT NULL,
    channel   text        NOT NULL,
    recipient text        NOT NULL,
    subject   text        NOT NULL,
    body      text        NOT NULL,
    html      text,
    calendar  text,
    links     jsonb       NOT NULL,
    subjects  jsonb       NOT NULL,
    headers   jsonb       NOT NULL,
    sent_at   timestamptz NOT NULL,
    PRIMARY KEY (agency, id)
);
CREATE INDEX mailbox_message_newest ON mailbox_message (agency, sent_at DESC, id DESC);
CREATE INDEX mailbox_message_ticket ON mailbox_message (agency, ticket);

-- Personal links that were given out, by the hash of their token. Whether one still opens anything is for the ticket
-- to say.
CREATE TABLE personal_link (
    agency     uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    ticket     uuid        NOT NULL,
    assignment uuid        NOT NULL,
    generation bigint      NOT NULL,
    issued_at  timestamptz NOT NULL,
    PRIMARY KEY (agency, token_hash)
);
-- A link does not say its agency. (Not unique: a spread table could not enforce it, and 128 bits do not collide.)
CREATE INDEX personal_link_token ON personal_link (token_hash);
