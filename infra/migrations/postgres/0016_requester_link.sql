-- Personal links of requesters. A contractor's link opens an assignment and stands in personal_link; a requester's opens
-- the follow-up of a ticket.
CREATE TABLE requester_link (
    agency            uuid        NOT NULL,
    token_hash        bytea       NOT NULL,
    ticket            uuid        NOT NULL,
    issued_at         timestamptz NOT NULL,
    PRIMARY KEY (agency, token_hash)
);
-- A link is looked up before the agency is known.
CREATE INDEX requester_link_token ON requester_link (token_hash);
