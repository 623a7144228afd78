-- Personal links of approvers. Each request to decide on quotes has its own.
CREATE TABLE approver_link (
    agency            uuid        NOT NULL,
    token_hash        bytea       NOT NULL,
    ticket            uuid        NOT NULL,
    approval          uuid        NOT NULL,
    issued_at         timestamptz NOT NULL,
    PRIMARY KEY (agency, token_hash)
);
-- A link is looked up before the agency is known.
CREATE INDEX approver_link_token ON approver_link (token_hash);
