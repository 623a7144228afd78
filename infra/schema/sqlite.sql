CREATE TABLE agency (
    agency      TEXT NOT NULL PRIMARY KEY,
    name        TEXT  NOT NULL,
    street      TEXT  NOT NULL,
    postal_code TEXT  NOT NULL,
    city        TEXT  NOT NULL,
    phone       TEXT,
    email       TEXT,
    zone        TEXT  NOT NULL,
    locale      TEXT  NOT NULL,
    sms_sender  TEXT  NOT NULL CHECK (length(sms_sender) BETWEEN 1 AND 11),
    web_name    TEXT  NOT NULL UNIQUE,
    colour      TEXT  NOT NULL,
    settings    TEXT NOT NULL
) STRICT;

CREATE TABLE api_token (
    token_digest BLOB NOT NULL PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    agency       TEXT NOT NULL,
    staff        TEXT NOT NULL,
    name         TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;

CREATE INDEX api_token_by_staff ON api_token (agency, staff);

CREATE TABLE approver_link (
    agency            TEXT    NOT NULL,
    token_hash        BLOB    NOT NULL,
    ticket            TEXT    NOT NULL,
    approval          TEXT    NOT NULL,
    issued_at         INTEGER NOT NULL,
    PRIMARY KEY (agency, token_hash)
) STRICT;

CREATE INDEX approver_link_token ON approver_link (token_hash);

CREATE TABLE channel_stop (
    channel           TEXT    NOT NULL,
    since             INTEGER NOT NULL,
    until             INTEGER NOT NULL,
    -- In a row.
    times             INTEGER NOT NULL,
    -- A class or a code, never a server's words.
    reason            TEXT    NOT NULL,
    PRIMARY KEY (channel)
) STRICT;

CREATE TABLE contractor (
    agency       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    external_key TEXT    NOT NULL,
    company      TEXT    NOT NULL,
    email        TEXT,
    phone        TEXT,
    siret        TEXT,
    instructions TEXT    NOT NULL,
    by_email     INTEGER NOT NULL CHECK (by_email IN (0, 1)),
    by_sms       INTEGER NOT NULL CHECK (by_sms IN (0, 1)),
    active       INTEGER NOT NULL CHECK (active IN (0, 1)),
    searchable   TEXT    NOT NULL, erased_at INTEGER,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
) STRICT;

CREATE TABLE contractor_trade (
    agency     TEXT NOT NULL,
    contractor TEXT NOT NULL,
    trade      TEXT NOT NULL,
    PRIMARY KEY (agency, contractor, trade)
) STRICT;

CREATE TABLE council_member (
    agency    TEXT    NOT NULL,
    property  TEXT    NOT NULL,
    party     TEXT    NOT NULL,
    president INTEGER NOT NULL CHECK (president IN (0, 1)),
    PRIMARY KEY (agency, property, party)
) STRICT;

CREATE UNIQUE INDEX council_president ON council_member (agency, property) WHERE president;

CREATE TABLE erasure (
    agency    TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    erased_at INTEGER NOT NULL,
    receipt   TEXT    NOT NULL,
    PRIMARY KEY (agency, subject)
) STRICT;

CREATE TABLE event_log (
    position       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    aggregate_type TEXT    NOT NULL,
    aggregate_id   TEXT    NOT NULL,
    sequence       INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000000 AS INTEGER)),
    UNIQUE (aggregate_type, aggregate_id, sequence)
) STRICT;

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

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'events are only ever appended');
END;

CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events BEGIN
    SELECT RAISE(ABORT, 'events are only ever appended');
END;

CREATE TRIGGER events_in_order AFTER INSERT ON events BEGIN
    INSERT INTO event_log (aggregate_type, aggregate_id, sequence)
    VALUES (NEW.aggregate_type, NEW.aggregate_id, NEW.sequence);
END;

CREATE UNIQUE INDEX events_one_answer_per_key ON events (agency, idempotency_key) WHERE idempotency_key IS NOT NULL;

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

CREATE TABLE login (
    email         TEXT NOT NULL PRIMARY KEY,
    agency        TEXT NOT NULL,
    staff         TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    UNIQUE (agency, staff)
) STRICT;

CREATE TABLE login_failure (
    email_digest   BLOB NOT NULL PRIMARY KEY,
    failures       INTEGER NOT NULL,
    last_failed_at INTEGER NOT NULL,
    locked_until   INTEGER
) STRICT;

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
    reported          INTEGER NOT NULL DEFAULT 0, uncertain INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, id)
) STRICT;

CREATE INDEX outbox_lane ON outbox (agency, lane, sequence, ordinal);

CREATE INDEX outbox_open ON outbox (due_at) WHERE state IN ('due', 'attempted', 'later', 'unknown');

CREATE INDEX outbox_own_reference ON outbox (reference);

CREATE INDEX outbox_reference ON outbox (gateway_reference) WHERE gateway_reference IS NOT NULL;

CREATE INDEX outbox_ticket ON outbox (agency, ticket, sequence);

CREATE INDEX outbox_unreported ON outbox (settled_at) WHERE state = 'failed' AND NOT reported;

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

CREATE TABLE party (
    agency       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    external_key TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    email        TEXT,
    phone        TEXT,
    street       TEXT    NOT NULL,
    postal_code  TEXT    NOT NULL,
    city         TEXT    NOT NULL,
    by_email     INTEGER NOT NULL CHECK (by_email IN (0, 1)),
    by_sms       INTEGER NOT NULL CHECK (by_sms IN (0, 1)),
    searchable   TEXT    NOT NULL, erased_at INTEGER,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
) STRICT;

CREATE TABLE personal_link (
    agency            TEXT    NOT NULL,
    token_hash        BLOB    NOT NULL,
    ticket            TEXT    NOT NULL,
    assignment        TEXT    NOT NULL,
    generation        INTEGER NOT NULL,
    issued_at         INTEGER NOT NULL,
    PRIMARY KEY (agency, token_hash)
) STRICT;

CREATE INDEX personal_link_token ON personal_link (token_hash);

CREATE TABLE property (
    agency          TEXT NOT NULL,
    id              TEXT NOT NULL,
    external_key    TEXT NOT NULL,
    module          TEXT NOT NULL CHECK (module IN ('syndic', 'gerance')),
    kind            TEXT NOT NULL CHECK (kind IN ('co_ownership', 'unit', 'single_owner_building')),
    reference       TEXT NOT NULL,
    name            TEXT NOT NULL,
    street          TEXT NOT NULL,
    postal_code     TEXT NOT NULL,
    city            TEXT NOT NULL,
    building        TEXT,
    landlord        TEXT,
    tenant          TEXT,
    works_threshold_cents INTEGER,
    searchable      TEXT NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
) STRICT;

CREATE TABLE property_staff (
    agency   TEXT NOT NULL,
    property TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('manager', 'assistant', 'accountant')),
    staff    TEXT NOT NULL,
    PRIMARY KEY (agency, property, role)
) STRICT;

CREATE INDEX property_staff_by_staff ON property_staff (agency, staff);

CREATE TABLE requester_link (
    agency            TEXT    NOT NULL,
    token_hash        BLOB    NOT NULL,
    ticket            TEXT    NOT NULL,
    issued_at         INTEGER NOT NULL,
    PRIMARY KEY (agency, token_hash)
) STRICT;

CREATE INDEX requester_link_token ON requester_link (token_hash);

CREATE TABLE sealing_key (
    agency       TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    -- The 256-bit key, itself sealed with the master key; null once destroyed.
    wrapped      BLOB,
    -- Which master key: the first bytes of its hash, so that a wrong one is named and not merely fails.
    master       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    destroyed_at INTEGER, announced_at INTEGER,
    PRIMARY KEY (agency, subject),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;

CREATE INDEX sealing_key_unannounced ON sealing_key (agency, subject)
    WHERE destroyed_at IS NOT NULL AND announced_at IS NULL;

CREATE TABLE session (
    token_digest BLOB NOT NULL PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    agency       TEXT NOT NULL,
    staff        TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    user_agent   TEXT NOT NULL
) STRICT;

CREATE INDEX session_by_staff ON session (agency, staff);

CREATE TABLE snapshots (
    aggregate_type   TEXT    NOT NULL,
    aggregate_id     TEXT    NOT NULL,
    last_sequence    INTEGER NOT NULL CHECK (last_sequence >= 0),
    current_snapshot INTEGER NOT NULL CHECK (current_snapshot >= 0),
    payload          TEXT    NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, last_sequence)
) STRICT;

CREATE TABLE staff (
    agency       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    external_key TEXT    NOT NULL,
    email        TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    phone        TEXT,
    roles        TEXT    NOT NULL,
    active       INTEGER NOT NULL CHECK (active IN (0, 1)), erased_at INTEGER,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
) STRICT;

CREATE TABLE ticket_list (
    agency             TEXT    NOT NULL,
    generation         INTEGER NOT NULL,
    ticket             TEXT    NOT NULL,
    version            INTEGER NOT NULL,
    number             INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    modified_at        INTEGER NOT NULL,
    closed_at          INTEGER,
    module             TEXT    NOT NULL,
    type               TEXT    NOT NULL,
    status             TEXT    NOT NULL,
    -- Where the status stands in a ticket's life, to sort by.
    status_rank        INTEGER NOT NULL,
    must_act           INTEGER NOT NULL,
    property           TEXT    NOT NULL,
    property_reference TEXT    NOT NULL,
    property_name      TEXT    NOT NULL,
    property_address   TEXT    NOT NULL,
    subject            TEXT    NOT NULL,
    -- Its beginning.
    description        TEXT    NOT NULL,
    -- Names, one a line.
    contractors        TEXT    NOT NULL,
    manager            TEXT    NOT NULL,
    assistant          TEXT,
    accountant         TEXT,
    creator            TEXT    NOT NULL,
    -- Lower case, without accents: what to sort by, and what the search box looks into.
    property_key       TEXT    NOT NULL,
    subject_key        TEXT    NOT NULL,
    contractors_key    TEXT    NOT NULL,
    search             TEXT    NOT NULL,
    PRIMARY KEY (agency, generation, ticket)
) STRICT;

CREATE INDEX ticket_list_by_modification ON ticket_list (agency, generation, modified_at, ticket);

CREATE INDEX ticket_list_by_number ON ticket_list (agency, generation, number);

CREATE TABLE ticket_list_subject (
    agency     TEXT    NOT NULL,
    generation INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    ticket     TEXT    NOT NULL,
    PRIMARY KEY (agency, generation, subject, ticket)
) STRICT;

CREATE INDEX ticket_list_subject_by_ticket ON ticket_list_subject (agency, generation, ticket);

CREATE TABLE ticket_number (
    agency TEXT    NOT NULL PRIMARY KEY,
    last   INTEGER NOT NULL CHECK (last > 0)
) STRICT;

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
