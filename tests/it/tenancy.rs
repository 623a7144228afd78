//! Can the tables be spread over several machines by agency?
//!
//! A distributed PostgreSQL wants the column that it spreads by at the head of every primary key. Exceptions are named
//! here, each with its reason, so that a new table cannot become one by accident.

use harness::database::TestDatabase;
use harness::on_both;
use infra::database::{Kind, Statement};

const FIRST_KEY_COLUMNS: Statement = Statement {
    name: "first key columns",
    postgres: "SELECT c.relname::text AS name, a.attname::text AS first
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indrelid
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace",
    sqlite: "SELECT t.name AS name, c.name AS first
        FROM sqlite_schema AS t
        JOIN pragma_table_info(t.name) AS c ON c.pk = 1
        WHERE t.type = 'table'",
};

const WITHOUT: [(&str, &str); 10] = [
    ("_sqlx_migrations", "of the whole installation"),
    (
        "follower",
        "of the whole installation: one position in one log",
    ),
    (
        "events",
        "keyed as cqrs-es wants it; the id of a stream is unique anyway",
    ),
    ("snapshots", "as the events"),
    ("event_log", "the order of the events"),
    (
        "channel_stop",
        "of the whole installation: one mail server, one gateway",
    ),
    ("login", "found by an address, before the agency is known"),
    (
        "login_failure",
        "found by an address, before the agency is known",
    ),
    ("session", "found by a cookie, before the agency is known"),
    ("api_token", "found by a token, before the agency is known"),
];

on_both!(every_primary_key_begins_with_the_agency);

async fn every_primary_key_begins_with_the_agency(on: Kind) {
    let fixture = TestDatabase::new(on).await;
    let rows = fixture
        .database
        .fetch(&FIRST_KEY_COLUMNS, &[])
        .await
        .expect("read");
    let keys: Vec<(String, String)> = rows
        .iter()
        .map(|row| {
            (
                row.text("name").expect("a name"),
                row.text("first").expect("a column"),
            )
        })
        .collect();
    let strays: Vec<_> = keys
        .iter()
        .filter(|(name, first)| {
            first != "agency" && !WITHOUT.iter().any(|(known, _)| known == name)
        })
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
    assert!(
        keys.len() > 15,
        "only {} tables have a primary key",
        keys.len()
    );
}
