-- What is to be told, to whom, how: one row per message, recipient and channel. Holds no personal data: address and
-- text are looked up in the ticket when the message leaves.
CREATE TABLE outbox (
    agency            TEXT    NOT NULL,
    -- Version 5, from what caused it: staging twice gives the same row.
    id                TEXT    NOT NULL,
    ticket            TEXT    NOT NULL,
    -- Which event of the ticket caused it, and its place among the messages of that event.
    sequence          INTEGER NOT NULL,
    ordinal           INTEGER NOT NULL,
    occasion          TEXT    NOT NULL,
    recipient         TEXT    NOT NULL,
    channel           TEXT    NOT NULL,
    -- Messages of one lane leave in order.
    lane              TEXT    NOT NULL,
    state             TEXT    NOT NULL,
    -- The rest of what was decided when it was staged: typed data, references only.
    notice            TEXT    NOT NULL,
    -- Fixed now, so that a second attempt carries the same one.
    reference         TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    due_at            INTEGER NOT NULL,
    attempts          INTEGER NOT NULL DEFAULT 0,
    first_attempt_at  INTEGER,
    last_attempt_at   INTEGER,
    -- Until when a worker may be busy with it; a claim without a result after that reads as unknown.
    leased_until      INTEGER,
    settled_at        INTEGER,
    -- The gateway's own reference, by which its delivery report is recognised.
    gateway_reference TEXT,
    -- A class or a code, never a server's words.
    reason            TEXT,
    -- A failure for good has been told to the ticket.
    reported          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, id)
) STRICT;
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
    agency            TEXT    NOT NULL,
    id                TEXT    NOT NULL,
    ticket            TEXT    NOT NULL,
    channel           TEXT    NOT NULL,
    recipient         TEXT    NOT NULL,
    subject           TEXT    NOT NULL,
    body              TEXT    NOT NULL,
    html              TEXT,
    calendar          TEXT,
    links             TEXT    NOT NULL,
    subjects          TEXT    NOT NULL,
    headers           TEXT    NOT NULL,
    sent_at           INTEGER NOT NULL,
    PRIMARY KEY (agency, id)
) STRICT;
CREATE INDEX mailbox_message_newest ON mailbox_message (agency, sent_at DESC, id DESC);
CREATE INDEX mailbox_message_ticket ON mailbox_message (agency, ticket);

-- Personal links that were given out, by the hash of their token. Whether one still opens anything is for the ticket
-- to say.
CREATE TABLE personal_link (
    agency            TEXT    NOT NULL,
    token_hash        BLOB    NOT NULL,
    ticket            TEXT    NOT NULL,
    assignment        TEXT    NOT NULL,
    generation        INTEGER NOT NULL,
    issued_at         INTEGER NOT NULL,
    PRIMARY KEY (agency, token_hash)
) STRICT;
-- A link does not say its agency. (Not unique: a spread table could not enforce it, and 128 bits do not collide.)
CREATE INDEX personal_link_token ON personal_link (token_hash);
