//! Is nothing lost, and is it said well, when the database goes away under load and comes back?

use harness::crash::life::program;
use harness::crash::outage::{self, Outages};

fn seed() -> u64 {
    u64::from(std::process::id())
}

fn judge(outages: &Outages) {
    eprintln!(
        "{} disturbances, {} times 503\n{}",
        outages.disturbances, outages.said_unavailable, outages.figures
    );
    assert!(outages.figures.violations.is_empty(), "{}", outages.figures);
    assert!(outages.said_unavailable > 0, "nobody was told of an outage");
    assert!(outages.figures.said.acknowledged > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_restarts_and_its_connections_break() {
    judge(&outage::of_postgres(&program(env!("CARGO_BIN_EXE_product")), seed()).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_is_locked_and_its_disk_is_full() {
    judge(&outage::of_sqlite(&program(env!("CARGO_BIN_EXE_product")), seed()).await);
}
