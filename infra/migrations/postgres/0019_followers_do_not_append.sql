-- Readers of the log need not wait for those who only follow it: what writes rows all the time, and reads the log in order
-- to, would hide new events from itself and its likes. Such a connection gives itself this name. It is taken by its word:
-- In plpgsql, which plans it once a connection, and of the activity what the server's own function gives: the view would
-- look up the names of databases and roles for each connection, several hundred times a second.
CREATE OR REPLACE FUNCTION log_horizon() RETURNS xid8 LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(
        (SELECT running
         FROM pg_snapshot_xip(pg_current_snapshot()) AS running
         WHERE NOT EXISTS (SELECT 1
                           FROM pg_stat_get_activity(NULL) AS other
                           WHERE other.backend_xid = running::xid
                             AND (other.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
                                  OR other.application_name = 'maincourante follower'))
         ORDER BY running
         LIMIT 1),
        pg_snapshot_xmax(pg_current_snapshot()));
END
$$;

CREATE FUNCTION followers_do_not_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this connection calls itself a follower, and readers do not wait for it: it must not append';
END
$$;

CREATE TRIGGER followers_do_not_append BEFORE INSERT ON events
    FOR EACH STATEMENT WHEN (current_setting('application_name') = 'maincourante follower')
    EXECUTE FUNCTION followers_do_not_append();
