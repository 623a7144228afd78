-- One row a ticket, as the list shows, sorts and searches it.
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

-- Whose personal data a row shows, so that an erasure finds it.
CREATE TABLE ticket_list_subject (
    agency     TEXT    NOT NULL,
    generation INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    ticket     TEXT    NOT NULL,
    PRIMARY KEY (agency, generation, subject, ticket)
) STRICT;
CREATE INDEX ticket_list_subject_by_ticket ON ticket_list_subject (agency, generation, ticket);
