//! Does a large import leave the others room?

use std::path::Path;

use api::records::Records;
use domain::ids::AgencyId;
use harness::app::TestApp;
use harness::contract::bench::monday_at_nine;
use harness::on_both;
use infra::database::{Kind, Statement};
use uuid::Uuid;

on_both!(a_large_file_comes_in_by_parts);

const PARTIES: usize = 3_000;

/// While a transaction that writes is open, nobody who follows the log on PostgreSQL gets past it, and nobody else writes
/// to SQLite.
async fn a_large_file_comes_in_by_parts(on: Kind) {
    let product = TestApp::start(on, monday_at_nine()).await;
    let mut records = sample();
    let one = records.parties[0].clone();
    records.parties = (0..PARTIES)
        .map(|n| {
            let mut party = one.clone();
            party.external_key = format!("P{n}");
            party
        })
        .collect();
    let agency = AgencyId::new(Uuid::now_v7());
    let agency = records.agency.clone().with(agency, Default::default());

    let mut seen_on_the_way = false;
    let importing = records.take_in(&product.app, &agency);
    tokio::pin!(importing);
    loop {
        tokio::select! {
            taken = &mut importing => { taken.expect("taken in"); break; }
            so_far = parties(&product) => seen_on_the_way |= (1..PARTIES).contains(&so_far),
        }
    }
    assert_eq!(parties(&product).await, PARTIES);
    assert!(seen_on_the_way, "all came in at once");
}

async fn parties(product: &TestApp) -> usize {
    const COUNT: &str = "SELECT count(*) AS parties FROM party";
    let count = Statement {
        name: "count",
        postgres: COUNT,
        sqlite: COUNT,
    };
    let rows = product.app.database.fetch(&count, &[]).await.expect("read");
    let parties = rows[0].int("parties").expect("a number");
    usize::try_from(parties).expect("a count")
}

/// The demo's own agency.
fn sample() -> Records {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/demo/data");
    Records::read(&folder).expect("the demo's records")
}
