//! What do those who follow the log hide from those who read it?

use super::bench::Bench;
use super::raw::{APPEND, raw};
use super::recorder::{Recorder, Trouble};
use async_trait::async_trait;
use infra::clock::Clock;
use infra::database::{Kind, Tx, Value};
use infra::doorbell::Doorbell;
use infra::follower::{Follower, FollowerFault, Runner};
use infra::log::RecordedEvent;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

fn runner<F: Follower>(bench: &Bench, follower: F) -> Runner<F> {
    let clock = Clock::fixed(super::bench::monday_at_nine());
    let bell = Doorbell::new();
    Runner::new(&bench.database, &bench.log, &clock, &bell, follower)
}

/// Readers wait for transactions that may yet append what stands before. One that follows never does.
pub async fn a_follower_in_mid_batch_hides_nothing(on: Kind) {
    if on == Kind::Sqlite {
        return; // One writer: nobody commits while another transaction is open.
    }
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    recorder.suffers(Trouble::Hangs);
    let runner = runner(&bench, recorder);
    let first = bench.open().await;
    let mut turn = Box::pin(runner.turn());
    // Its rows are written by then, and nothing is committed.
    let hanging = tokio::time::timeout(Duration::from_millis(200), &mut turn).await;
    assert!(hanging.is_err());
    bench.note(first).await.expect("noted");
    assert_eq!(bench.everything().await.len(), 3);
}

/// So the server does not let it.
pub async fn a_follower_cannot_append(on: Kind) {
    if on == Kind::Sqlite {
        return; // Where there is one writer, no reader has to wait for anybody.
    }
    let bench = Bench::new(on).await;
    bench.open().await;
    let event = raw(&bench, Uuid::now_v7(), 1, json!("SilentModeSwitchedOn"));
    let runner = runner(&bench, Appends(event));
    let refused = runner.turn().await.expect_err("it must not append");
    let refused = format!("{refused:?}");
    assert!(refused.contains("calls itself a follower"), "{refused}");
    assert_eq!(bench.everything().await.len(), 2);
}

struct Appends([Value; 5]);

#[async_trait]
impl Follower for Appends {
    fn name(&self) -> &str {
        "appends"
    }

    async fn apply(&mut self, tx: &mut Tx, _batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        tx.execute(&APPEND, &self.0).await?;
        Ok(())
    }

    async fn forget(&mut self) {}
}
