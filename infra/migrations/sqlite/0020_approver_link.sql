-- Personal links of approvers. Each request to decide on quotes has its own.
CREATE TABLE approver_link (
    agency            TEXT    NOT NULL,
    token_hash        BLOB    NOT NULL,
    ticket            TEXT    NOT NULL,
    approval          TEXT    NOT NULL,
    issued_at         INTEGER NOT NULL,
    PRIMARY KEY (agency, token_hash)
) STRICT;
-- A link is looked up before the agency is known.
CREATE INDEX approver_link_token ON approver_link (token_hash);
