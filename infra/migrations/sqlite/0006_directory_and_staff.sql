-- What the accounting software tells us: who and what there is. Mirrored, not event-sourced; see
-- docs/decisions on the directory.
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
    searchable   TEXT    NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
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
    searchable   TEXT    NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
) STRICT;

CREATE TABLE contractor_trade (
    agency     TEXT NOT NULL,
    contractor TEXT NOT NULL,
    trade      TEXT NOT NULL,
    PRIMARY KEY (agency, contractor, trade)
) STRICT;

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

CREATE TABLE council_member (
    agency    TEXT    NOT NULL,
    property  TEXT    NOT NULL,
    party     TEXT    NOT NULL,
    president INTEGER NOT NULL CHECK (president IN (0, 1)),
    PRIMARY KEY (agency, property, party)
) STRICT;
CREATE UNIQUE INDEX council_president ON council_member (agency, property) WHERE president;

-- Who looks after a property: one manager, assistant and accountant each.
CREATE TABLE property_staff (
    agency   TEXT NOT NULL,
    property TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('manager', 'assistant', 'accountant')),
    staff    TEXT NOT NULL,
    PRIMARY KEY (agency, property, role)
) STRICT;
CREATE INDEX property_staff_by_staff ON property_staff (agency, staff);

CREATE TABLE staff (
    agency       TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    external_key TEXT    NOT NULL,
    email        TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    phone        TEXT,
    roles        TEXT    NOT NULL,
    active       INTEGER NOT NULL CHECK (active IN (0, 1)),
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
) STRICT;

-- The four tables below are asked before the agency is known, so their keys cannot begin with it.
CREATE TABLE login (
    email         TEXT NOT NULL PRIMARY KEY,
    agency        TEXT NOT NULL,
    staff         TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    UNIQUE (agency, staff)
) STRICT;

-- Counted for every name that is tried, whether or not there is such an account.
CREATE TABLE login_failure (
    email_digest   BLOB NOT NULL PRIMARY KEY,
    failures       INTEGER NOT NULL,
    last_failed_at INTEGER NOT NULL,
    locked_until   INTEGER
) STRICT;

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
