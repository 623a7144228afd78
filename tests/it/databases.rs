//! Is each test alone on its database, and is that database the product's?

use harness::database::{TestDatabase, blank};
use harness::on_both;
use infra::database::{Database, Kind, Statement};
use infra::log::is_from_elsewhere;
use uuid::Uuid;

on_both!(
    two_tests_share_nothing,
    migrating_twice_and_at_once_changes_nothing,
    a_node_that_vanishes_in_mid_transaction_is_not_waited_for_long,
    a_log_from_another_server_is_recognised,
    whoever_gives_up_beginning_takes_nobodys_writes_along,
);

async fn two_tests_share_nothing(on: Kind) {
    let one = TestDatabase::new(on).await;
    let other = TestDatabase::new(on).await;
    assert_eq!(one.database.kind(), on);
    assert_ne!(one.url, other.url);
}

async fn migrating_twice_and_at_once_changes_nothing(on: Kind) {
    let (url, _home) = blank(on).await;
    let migrate = async || {
        let database = Database::connect(&url).await.expect("a database");
        database.migrate().await.expect("migrations");
        database.migrate().await.expect("migrations again");
    };
    let ((), (), ()) = tokio::join!(migrate(), migrate(), migrate());
}

/// Its rows would hide what others append, and SQLite has no such node: there, the system ends its locks with it.
async fn a_node_that_vanishes_in_mid_transaction_is_not_waited_for_long(on: Kind) {
    const PATIENCE: Statement = Statement {
        name: "patience",
        postgres: "SELECT current_setting('idle_in_transaction_session_timeout') AS patience",
        sqlite: "SELECT '1min' AS patience",
    };
    let home = TestDatabase::new(on).await;
    let mut tx = home.database.begin().await.expect("a transaction");
    let rows = tx.fetch(&PATIENCE, &[]).await.expect("read");
    assert_eq!(rows[0].text("patience").expect("a text"), "1min");
}

/// What `pg_dump` brings along: a transaction that this server will begin in some years.
async fn a_log_from_another_server_is_recognised(on: Kind) {
    const BRING: Statement = Statement {
        name: "bring",
        postgres: "INSERT INTO events
            (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, transaction_id)
            VALUES ('ticket', 'a', 1, 'x', '1', '{}', jsonb_build_object('agency', gen_random_uuid()), '900000000')",
        sqlite: "SELECT 1",
    };
    let home = TestDatabase::new(on).await;
    let is_foreign = async || is_from_elsewhere(&home.database).await.expect("read");
    assert!(!is_foreign().await);
    home.database.execute(&BRING, &[]).await.expect("brought");
    assert_eq!(is_foreign().await, on == Kind::Postgres);
}

/// A transaction that nobody knows of would swallow what the next user of its connection writes.
async fn whoever_gives_up_beginning_takes_nobodys_writes_along(on: Kind) {
    const WRITE: Statement = Statement {
        name: "write",
        postgres: "INSERT INTO ticket_number (agency, last) VALUES ($1, 1)",
        sqlite: "INSERT INTO ticket_number (agency, last) VALUES ($1, 1)",
    };
    const COUNT: Statement = Statement {
        name: "count",
        postgres: "SELECT count(*) AS n FROM ticket_number",
        sqlite: "SELECT count(*) AS n FROM ticket_number",
    };
    let home = TestDatabase::new(on).await;
    let elsewhere = Database::connect(&home.url).await.expect("a database");
    for round in 0..60 {
        let given_up = async {
            // More and more of it is done: sent, on its way, begun.
            for _ in 0..round % 6 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            begun = home.database.begin() => drop(begun),
            () = given_up => {}
        }
        let agency = [Uuid::now_v7().into()];
        let written = home.database.execute(&WRITE, &agency).await;
        assert_eq!(written.expect("written"), 1);
    }
    let rows = elsewhere.fetch(&COUNT, &[]).await.expect("read");
    assert_eq!(rows[0].int("n").expect("a number"), 60);
}
