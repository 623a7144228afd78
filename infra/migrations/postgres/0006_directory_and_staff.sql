-- What the accounting software tells us: who and what there is. Mirrored, not event-sourced; see
-- docs/decisions on the directory.
CREATE TABLE agency (
    agency      uuid PRIMARY KEY,
    name        text  NOT NULL,
    street      text  NOT NULL,
    postal_code text  NOT NULL,
    city        text  NOT NULL,
    phone       text,
    email       text,
    zone        text  NOT NULL,
    locale      text  NOT NULL,
    sms_sender  text  NOT NULL CHECK (length(sms_sender) BETWEEN 1 AND 11),
    web_name    text  NOT NULL UNIQUE,
    colour      text  NOT NULL,
    settings    jsonb NOT NULL
);

CREATE TABLE party (
    agency       uuid    NOT NULL,
    id           uuid    NOT NULL,
    external_key text    NOT NULL,
    name         text    NOT NULL,
    email        text,
    phone        text,
    street       text    NOT NULL,
    postal_code  text    NOT NULL,
    city         text    NOT NULL,
    by_email     boolean NOT NULL,
    by_sms       boolean NOT NULL,
    searchable   text    NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
);

CREATE TABLE contractor (
    agency       uuid    NOT NULL,
    id           uuid    NOT NULL,
    external_key text    NOT NULL,
    company      text    NOT NULL,
    email        text,
    phone        text,
    siret        text,
    instructions text    NOT NULL,
    by_email     boolean NOT NULL,
    by_sms       boolean NOT NULL,
    active       boolean NOT NULL,
    searchable   text    NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
);

CREATE TABLE contractor_trade (
    agency     uuid NOT NULL,
    contractor uuid NOT NULL,
    trade      text NOT NULL,
    PRIMARY KEY (agency, contractor, trade)
);

CREATE TABLE property (
    agency          uuid NOT NULL,
    id              uuid NOT NULL,
    external_key    text NOT NULL,
    module          text NOT NULL CHECK (module IN ('syndic', 'gerance')),
    kind            text NOT NULL CHECK (kind IN ('co_ownership', 'unit', 'single_owner_building')),
    reference       text NOT NULL,
    name            text NOT NULL,
    street          text NOT NULL,
    postal_code     text NOT NULL,
    city            text NOT NULL,
    building        uuid,
    landlord        uuid,
    tenant          uuid,
    works_threshold_cents bigint,
    searchable      text NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
);

CREATE TABLE council_member (
    agency    uuid    NOT NULL,
    property  uuid    NOT NULL,
    party     uuid    NOT NULL,
    president boolean NOT NULL,
    PRIMARY KEY (agency, property, party)
);
CREATE UNIQUE INDEX council_president ON council_member (agency, property) WHERE president;

-- Who looks after a property: one manager, assistant and accountant each.
CREATE TABLE property_staff (
    agency   uuid NOT NULL,
    property uuid NOT NULL,
    role     text NOT NULL CHECK (role IN ('manager', 'assistant', 'accountant')),
    staff    uuid NOT NULL,
    PRIMARY KEY (agency, property, role)
);
CREATE INDEX property_staff_by_staff ON property_staff (agency, staff);

CREATE TABLE staff (
    agency       uuid    NOT NULL,
    id           uuid    NOT NULL,
    external_key text    NOT NULL,
    email        text    NOT NULL,
    name         text    NOT NULL,
    phone        text,
    roles        text    NOT NULL,
    active       boolean NOT NULL,
    PRIMARY KEY (agency, id),
    UNIQUE (agency, external_key)
);

-- The four tables below are asked before the agency is known, so their keys cannot begin with it.
CREATE TABLE login (
    email         text PRIMARY KEY,
    agency        uuid NOT NULL,
    staff         uuid NOT NULL,
    password_hash text NOT NULL,
    UNIQUE (agency, staff)
);

-- Counted for every name that is tried, whether or not there is such an account.
CREATE TABLE login_failure (
    email_digest   bytea PRIMARY KEY,
    failures       bigint NOT NULL,
    last_failed_at timestamptz NOT NULL,
    locked_until   timestamptz
);

CREATE TABLE session (
    token_digest bytea PRIMARY KEY,
    id           uuid NOT NULL UNIQUE,
    agency       uuid NOT NULL,
    staff        uuid NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    user_agent   text NOT NULL
);
CREATE INDEX session_by_staff ON session (agency, staff);

CREATE TABLE api_token (
    token_digest bytea PRIMARY KEY,
    id           uuid NOT NULL UNIQUE,
    agency       uuid NOT NULL,
    staff        uuid NOT NULL,
    name         text NOT NULL,
    scopes       text NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_token_by_staff ON api_token (agency, staff);
