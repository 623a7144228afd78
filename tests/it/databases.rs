//! Is each test alone on its database, and is that database the product's?

use harness::database::{TestDatabase, blank};
use harness::on_both;
use infra::database::{Database, Kind};

on_both!(
    two_tests_share_nothing,
    migrating_twice_and_at_once_changes_nothing
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
