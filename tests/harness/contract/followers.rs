//! What may rows that follow the log rely on, whichever database keeps both?

use super::bench::Bench;
use super::raw::{APPEND, append_raw, raw};
use super::recorder::{Recorder, Trouble, recorded};
use domain::ids::TicketId;
use infra::clock::Clock;
use infra::database::{Kind, Statement};
use infra::doorbell::Doorbell;
use infra::follower::{Follower, LeaseTerms, Parking, Runner, RunnerSettings, lag};
use infra::worker::Turn;
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;
use uuid::Uuid;

/// A batch of an odd size, so that tickets are cut in the middle.
const BATCH: u32 = 3;

/// A node that keeps its lease as long as it lives.
fn runner<F: Follower>(bench: &Bench, follower: F) -> Runner<F> {
    runner_with(bench, follower, LeaseTerms::default())
}

/// A node whose lease is over whenever another asks: what a dead one leaves behind, once time has passed.
fn overtaken<F: Follower>(bench: &Bench, follower: F) -> Runner<F> {
    runner_with(
        bench,
        follower,
        LeaseTerms {
            lasts: Duration::ZERO,
        },
    )
}

fn runner_with<F: Follower>(bench: &Bench, follower: F, lease: LeaseTerms) -> Runner<F> {
    let clock = Clock::fixed(super::bench::monday_at_nine());
    Runner::new(
        &bench.database,
        &bench.log,
        &clock,
        &Doorbell::new(),
        follower,
    )
    .with_settings(RunnerSettings {
        batch: BATCH,
        lease,
        ..RunnerSettings::default()
    })
}

/// Turns the crank until nothing is left to do.
async fn catch_up<F: Follower>(runner: &Runner<F>) -> Turn {
    loop {
        let turn = runner.turn().await.expect("a turn");
        if !turn.worked() {
            return turn;
        }
    }
}

/// The whole log, as the recorder should have it.
async fn whole_log(bench: &Bench) -> Vec<(Uuid, u64)> {
    bench
        .everything()
        .await
        .iter()
        .map(|entry| (entry.aggregate_id, entry.sequence))
        .collect()
}

/// Three tickets whose events are interleaved: nine events.
async fn some_tickets(bench: &Bench) -> [TicketId; 3] {
    let tickets = [bench.open().await, bench.open().await, bench.open().await];
    for ticket in tickets {
        bench.note(ticket).await.expect("noted");
    }
    tickets
}

pub async fn every_event_is_applied_once_and_in_order(on: Kind) {
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    let runner = runner(&bench, recorder.clone());
    assert_eq!(catch_up(&runner).await, Turn::Idle);
    some_tickets(&bench).await;
    catch_up(&runner).await;
    bench.open().await;
    catch_up(&runner).await;
    assert_eq!(recorded(&bench.database).await, whole_log(&bench).await);
    assert_eq!(recorder.told(), whole_log(&bench).await);
}

/// Behind a full batch the next one is looked for while the first is written. What that finds may be nothing, and
/// something may come before the next turn.
pub async fn what_comes_after_a_full_batch_is_followed_at_once(on: Kind) {
    let bench = Bench::new(on).await;
    let runner = runner(&bench, Recorder::new(&bench.database).await);
    some_tickets(&bench).await;
    for _ in 0..3 {
        assert_eq!(
            runner.turn().await.expect("a turn"),
            Turn::Worked(BATCH.into())
        );
    }
    bench.open().await;
    assert_eq!(runner.turn().await.expect("a turn"), Turn::Worked(2));
    assert_eq!(recorded(&bench.database).await, whole_log(&bench).await);
}

pub async fn a_node_that_dies_in_mid_batch_neither_loses_nor_repeats(on: Kind) {
    let bench = Bench::new(on).await;
    some_tickets(&bench).await;
    let dying = Recorder::new(&bench.database).await;
    let first = overtaken(&bench, dying.clone());
    first.turn().await.expect("the first batch");
    dying.suffers(Trouble::Hangs);
    // Killed with its rows written and nothing committed.
    let killed = tokio::time::timeout(Duration::from_millis(200), first.turn()).await;
    assert!(killed.is_err());
    drop(first);
    catch_up(&runner(&bench, Recorder::default())).await;
    assert_eq!(recorded(&bench.database).await, whole_log(&bench).await);
}

pub async fn a_second_node_stands_by_and_still_tells_its_listeners(on: Kind) {
    let bench = Bench::new(on).await;
    let active = runner(&bench, Recorder::new(&bench.database).await);
    catch_up(&active).await;
    let listening = Recorder::default();
    let standing_by = runner(&bench, listening.clone());
    assert_eq!(standing_by.turn().await.expect("a turn"), Turn::Standby);
    let ticket = bench.open().await;
    catch_up(&active).await;
    assert_eq!(standing_by.turn().await.expect("a turn"), Turn::Standby);
    assert_eq!(listening.told(), [(ticket.uuid(), 1), (ticket.uuid(), 2)]);
    assert_eq!(recorded(&bench.database).await, whole_log(&bench).await);
}

pub async fn who_stands_by_tells_of_more_than_a_batch_too(on: Kind) {
    let bench = Bench::new(on).await;
    let active = runner(&bench, Recorder::new(&bench.database).await);
    catch_up(&active).await;
    let listening = Recorder::default();
    let standing_by = runner(&bench, listening.clone());
    standing_by.turn().await.expect("a turn");
    some_tickets(&bench).await;
    catch_up(&active).await;
    for _ in 0..4 {
        standing_by.turn().await.expect("a turn");
    }
    assert_eq!(listening.told(), whole_log(&bench).await);
}

pub async fn who_slept_through_its_lease_writes_nothing(on: Kind) {
    const TAKE_OVER: &str = "UPDATE follower SET token = token + 1 WHERE name = 'recorder'";
    let take_over = Statement {
        name: "take over",
        postgres: TAKE_OVER,
        sqlite: TAKE_OVER,
    };
    let bench = Bench::new(on).await;
    let slept = runner(&bench, Recorder::new(&bench.database).await);
    bench.open().await;
    catch_up(&slept).await;
    let before = recorded(&bench.database).await;
    bench
        .database
        .execute(&take_over, &[])
        .await
        .expect("taken over");
    bench.open().await;
    assert_eq!(slept.turn().await.expect("a turn"), Turn::Standby);
    assert_eq!(recorded(&bench.database).await, before);
}

pub async fn two_nodes_in_turns_lose_and_repeat_nothing(on: Kind) {
    let bench = Bench::new(on).await;
    let one = overtaken(&bench, Recorder::new(&bench.database).await);
    let other = overtaken(&bench, Recorder::default());
    for _ in 0..3 {
        some_tickets(&bench).await;
        one.turn().await.expect("a turn");
        other.turn().await.expect("a turn");
    }
    catch_up(&one).await;
    assert_eq!(recorded(&bench.database).await, whole_log(&bench).await);
}

pub async fn a_poisoned_ticket_stops_itself_only(on: Kind) {
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    let runner = runner(&bench, recorder.clone());
    let [_, sick, _] = some_tickets(&bench).await;
    recorder.suffers(Trouble::Poisoned(sick, 2));
    catch_up(&runner).await;
    bench.note(sick).await.expect("noted");
    catch_up(&runner).await;

    let is_behind = |(stream, sequence): &(Uuid, u64)| *stream == sick.uuid() && *sequence >= 2;
    let mut healthy = whole_log(&bench).await;
    healthy.retain(|event| !is_behind(event));
    assert_eq!(recorded(&bench.database).await, healthy);

    let parking = Parking::new(bench.database.clone());
    let lanes = parking.of(bench.agency).await.expect("read");
    let [lane] = lanes.as_slice() else {
        panic!("{lanes:?}")
    };
    assert_eq!(
        (lane.aggregate_id, lane.sequence, lane.waiting),
        (sick.uuid(), 2, 2)
    );
    assert_eq!(parking.everywhere().await.expect("read"), lanes);
    assert_eq!(
        parking.counts().await.expect("read"),
        [("recorder".to_owned(), 1)]
    );
}

pub async fn a_parked_ticket_catches_up_when_it_is_tried_again(on: Kind) {
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    let runner = runner(&bench, recorder.clone());
    let [_, sick, _] = some_tickets(&bench).await;
    recorder.suffers(Trouble::Poisoned(sick, 2));
    catch_up(&runner).await;
    let parking = Parking::new(bench.database.clone());

    // Tried too early: it stays where it is.
    assert!(
        parking
            .retry(bench.agency, "recorder", sick.uuid())
            .await
            .expect("asked")
    );
    catch_up(&runner).await;
    assert_eq!(parking.of(bench.agency).await.expect("read").len(), 1);

    recorder.suffers(Trouble::None);
    assert!(
        parking
            .retry(bench.agency, "recorder", sick.uuid())
            .await
            .expect("asked")
    );
    catch_up(&runner).await;
    bench.note(sick).await.expect("noted");
    catch_up(&runner).await;
    assert_eq!(parking.of(bench.agency).await.expect("read"), []);
    assert_eq!(
        by_stream(recorded(&bench.database).await),
        by_stream(whole_log(&bench).await)
    );
}

/// The order within each ticket, which is what a retry keeps.
fn by_stream(events: Vec<(Uuid, u64)>) -> HashMap<Uuid, Vec<u64>> {
    let mut streams: HashMap<Uuid, Vec<u64>> = HashMap::new();
    for (stream, sequence) in events {
        streams.entry(stream).or_default().push(sequence);
    }
    streams
}

pub async fn an_unreadable_event_parks_its_ticket(on: Kind) {
    let bench = Bench::new(on).await;
    let runner = runner(&bench, Recorder::new(&bench.database).await);
    bench.open().await;
    let stream = Uuid::now_v7();
    append_raw(&bench, stream, 1, json!({ "no": "known shape" })).await;
    bench.open().await;
    catch_up(&runner).await;
    let lanes = Parking::new(bench.database.clone())
        .of(bench.agency)
        .await
        .expect("read");
    assert_eq!(
        lanes
            .iter()
            .map(|lane| lane.aggregate_id)
            .collect::<Vec<_>>(),
        [stream]
    );
    assert_eq!(recorded(&bench.database).await.len(), 4);
}

pub async fn an_outage_parks_nothing(on: Kind) {
    let bench = Bench::new(on).await;
    let recorder = Recorder::new(&bench.database).await;
    let runner = runner(&bench, recorder.clone());
    some_tickets(&bench).await;
    recorder.suffers(Trouble::Outage);
    runner.turn().await.expect_err("the outage");
    assert_eq!(
        Parking::new(bench.database.clone())
            .counts()
            .await
            .expect("read"),
        []
    );
    recorder.suffers(Trouble::None);
    catch_up(&runner).await;
    assert_eq!(recorded(&bench.database).await, whole_log(&bench).await);
}

pub async fn the_lag_says_how_much_waits_and_since_when(on: Kind) {
    let bench = Bench::new(on).await;
    let runner = runner(&bench, Recorder::new(&bench.database).await);
    catch_up(&runner).await;
    some_tickets(&bench).await;
    let behind = lag(&bench.database, &bench.log).await.expect("read");
    assert_eq!(
        (behind[0].follower.as_str(), behind[0].is_followed),
        ("recorder", true)
    );
    assert_eq!(
        behind[0].waiting_since,
        Some(super::bench::monday_at_nine())
    );
    assert!(behind[0].events >= 9);
    catch_up(&runner).await;
    let behind = lag(&bench.database, &bench.log).await.expect("read");
    assert_eq!((behind[0].events, behind[0].waiting_since), (0, None));
}

/// Positions are drawn before they are committed: while a slow transaction is open, faster ones commit higher ones.
pub async fn a_slow_transaction_loses_nothing_to_a_follower(on: Kind) {
    let bench = Bench::new(on).await;
    let runner = runner(&bench, Recorder::new(&bench.database).await);
    let slow = async {
        for _ in 0..4 {
            append_slowly(&bench, Duration::from_millis(40)).await;
        }
    };
    let fast = async {
        for _ in 0..20 {
            bench.open().await;
        }
    };
    let writing = async {
        tokio::join!(slow, fast, async {
            for _ in 0..20 {
                bench.open().await;
            }
        })
    };
    tokio::pin!(writing);
    loop {
        tokio::select! {
            _ = &mut writing => break,
            turn = runner.turn() => { turn.expect("a turn"); }
        }
    }
    catch_up(&runner).await;
    let (seen, all) = (recorded(&bench.database).await, whole_log(&bench).await);
    assert_eq!(all.len(), 4 * 3 + 40 * 2);
    assert_eq!(seen, all);
}

/// Three events of one stream in a transaction that takes its time.
async fn append_slowly(bench: &Bench, pause: Duration) {
    let stream = Uuid::now_v7();
    let mut tx = bench.database.begin().await.expect("a transaction");
    for sequence in 1..=3 {
        tx.execute(
            &APPEND,
            &raw(bench, stream, sequence, json!("SilentModeSwitchedOn")),
        )
        .await
        .expect("appended");
        tokio::time::sleep(pause).await;
    }
    tx.commit().await.expect("committed");
}
