-- One row a ticket, as the list shows, sorts and searches it.
CREATE TABLE ticket_list (
    agency             uuid        NOT NULL,
    generation         bigint      NOT NULL,
    ticket             uuid        NOT NULL,
    version            bigint      NOT NULL,
    number             bigint      NOT NULL,
    created_at         timestamptz NOT NULL,
    modified_at        timestamptz NOT NULL,
    closed_at          timestamptz,
    module             text        NOT NULL,
    type               text        NOT NULL,
    status             text        NOT NULL,
    -- Where the status stands in a ticket's life, to sort by.
    status_rank        bigint      NOT NULL,
    must_act           boolean     NOT NULL,
    property           uuid        NOT NULL,
    property_reference text        NOT NULL,
    property_name      text        NOT NULL,
    property_address   text        NOT NULL,
    subject            text        NOT NULL,
    -- Its beginning.
    description        text        NOT NULL,
    -- Names, one a line.
    contractors        text        NOT NULL,
    manager            uuid        NOT NULL,
    assistant          uuid,
    accountant         uuid,
    creator            uuid        NOT NULL,
    -- Lower case, without accents: what to sort by, and what the search box looks into.
    property_key       text        COLLATE "C" NOT NULL,
    subject_key        text        COLLATE "C" NOT NULL,
    contractors_key    text        COLLATE "C" NOT NULL,
    search             text        NOT NULL,
    PRIMARY KEY (agency, generation, ticket)
);
CREATE INDEX ticket_list_by_modification ON ticket_list (agency, generation, modified_at, ticket);
CREATE INDEX ticket_list_by_number ON ticket_list (agency, generation, number);

-- Whose personal data a row shows, so that an erasure finds it.
CREATE TABLE ticket_list_subject (
    agency     uuid   NOT NULL,
    generation bigint NOT NULL,
    subject    text   NOT NULL,
    ticket     uuid   NOT NULL,
    PRIMARY KEY (agency, generation, subject, ticket)
);
CREATE INDEX ticket_list_subject_by_ticket ON ticket_list_subject (agency, generation, ticket);
