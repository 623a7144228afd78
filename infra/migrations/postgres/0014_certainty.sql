-- How many attempts at a message perhaps succeeded: each may be a copy with its reader.
ALTER TABLE outbox ADD COLUMN uncertain bigint NOT NULL DEFAULT 0;
-- What a delivery report names when the gateway's own reference was never heard.
CREATE INDEX outbox_own_reference ON outbox (reference);

-- A channel that stands still as a whole, because its account is refused or was asked to wait. Settings of the whole
-- installation: no agency has a channel of its own.
CREATE TABLE channel_stop (
    channel           text        NOT NULL,
    since             timestamptz NOT NULL,
    until             timestamptz NOT NULL,
    -- In a row.
    times             bigint      NOT NULL,
    -- A class or a code, never a server's words.
    reason            text        NOT NULL,
    PRIMARY KEY (channel)
);
