-- Personal links of requesters. A contractor's link opens an assignment and stands in personal_link; a requester's opens
-- the follow-up of a ticket.
CREATE TABLE requester_link (
    agency            TEXT    NOT NULL,
    token_hash        BLOB    NOT NULL,
    ticket            TEXT    NOT NULL,
    issued_at         INTEGER NOT NULL,
    PRIMARY KEY (agency, token_hash)
) STRICT;
-- A link is looked up before the agency is known.
CREATE INDEX requester_link_token ON requester_link (token_hash);
