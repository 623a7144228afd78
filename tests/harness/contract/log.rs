//! What must a reader of the log be able to rely on, whichever database is below it?

use super::bench::{Bench, Ground};
use domain::ids::TicketId;
use domain::metadata::Metadata;
use infra::database::{Kind, Statement};
use infra::log::{LogFault, Position, Unreadable};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use uuid::Uuid;

const APPEND: &str = "INSERT INTO events
    (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    VALUES ($1, $2, $3, 'SilentModeSwitchedOn', '1', $4, $5)";
const APPEND_RAW: Statement = Statement {
    name: "append raw",
    postgres: APPEND,
    sqlite: APPEND,
};

/// Events as another process would write them: inside a transaction that takes its time.
async fn append_slowly(bench: &Bench, events: i64, pause: Duration) -> Uuid {
    let stream = Uuid::now_v7();
    let mut tx = bench.database.begin().await.expect("a transaction");
    for sequence in 1..=events {
        tx.execute(&APPEND_RAW, &raw(bench, stream, sequence))
            .await
            .expect("appended");
        tokio::time::sleep(pause).await;
    }
    tx.commit().await.expect("committed");
    stream
}

fn raw(bench: &Bench, stream: Uuid, sequence: i64) -> [infra::database::Value; 5] {
    let context = super::bench::context();
    let metadata = Metadata::new(bench.agency, &context);
    let payload = json!({ "at": context.at, "by": context.actor, "fact": "SilentModeSwitchedOn" });
    let metadata = serde_json::to_value(metadata).expect("JSON");
    [
        "ticket".into(),
        stream.to_string().into(),
        sequence.into(),
        payload.into(),
        metadata.into(),
    ]
}

pub async fn all_streams_are_read_in_one_order_page_by_page(on: Ground) {
    let bench = Bench::new(on).await;
    let (one, two) = (bench.open().await, bench.open().await);
    bench.note(one).await.expect("noted");
    bench.note(two).await.expect("noted");
    bench.note(one).await.expect("noted");
    let read = bench.everything().await;
    let expected = [
        (one, 1),
        (one, 2),
        (two, 1),
        (two, 2),
        (one, 3),
        (two, 3),
        (one, 4),
    ];
    let found: Vec<_> = read
        .iter()
        .map(|e| (TicketId::new(e.aggregate_id), e.sequence))
        .collect();
    assert_eq!(found, expected);
    assert!(
        read.windows(2)
            .all(|pair| pair[0].position < pair[1].position)
    );
    assert_eq!(bench.log.head().await.expect("read"), read[6].position);
    let position = bench.log.position_of(one, 4).await.expect("read");
    assert_eq!(position, Some(read[6].position));
    assert_eq!(bench.log.position_of(one, 5).await.expect("read"), None);
}

pub async fn an_empty_log_has_its_head_at_the_start(on: Ground) {
    let bench = Bench::new(on).await;
    assert_eq!(bench.log.head().await.expect("read"), Position::default());
    assert!(bench.everything().await.is_empty());
}

/// The heart of it: numbers are drawn before they are committed, so while a slow transaction is open, faster ones
/// commit higher numbers. A reader that has passed those must still get the slow one's events.
pub async fn a_slow_transaction_loses_nothing_to_a_reader(on: Ground) {
    const FAST: usize = 3;
    const STREAMS: i64 = 20;
    let bench = Arc::new(Bench::new(on).await);
    let done = Arc::new(AtomicBool::new(false));
    let reader = tokio::spawn(follow(bench.clone(), done.clone()));
    let slow = tokio::spawn({
        let bench = bench.clone();
        async move {
            for _ in 0..5 {
                append_slowly(&bench, 4, Duration::from_millis(15)).await;
            }
        }
    });
    let fast = (0..FAST).map(|_| {
        let bench = bench.clone();
        tokio::spawn(async move {
            for _ in 0..STREAMS {
                append_slowly(&bench, 2, Duration::ZERO).await;
            }
        })
    });
    for writer in futures::future::join_all(fast).await {
        writer.expect("no panic");
    }
    slow.await.expect("no panic");
    done.store(true, Ordering::SeqCst);

    let read = reader.await.expect("no panic");
    let distinct: BTreeSet<_> = read
        .iter()
        .map(|(_, stream, sequence)| (*stream, *sequence))
        .collect();
    assert_eq!(read.len(), distinct.len(), "nothing twice");
    assert_eq!(
        distinct.len(),
        5 * 4 + FAST * STREAMS as usize * 2,
        "nothing lost"
    );
    assert!(
        read.windows(2).all(|pair| pair[0].0 < pair[1].0),
        "in one order"
    );
    if on.kind == Kind::Postgres {
        let disorder = read.windows(2).any(|pair| pair[0].0.1 > pair[1].0.1);
        assert!(
            disorder,
            "by number alone the reader would have lost some: the test has teeth"
        );
    }
}

async fn follow(bench: Arc<Bench>, done: Arc<AtomicBool>) -> Vec<(Position, Uuid, u64)> {
    let (mut read, mut after) = (Vec::new(), Position::default());
    loop {
        let last_look = done.load(Ordering::SeqCst);
        let page = bench.log.read(after, 50).await.expect("read");
        if page.is_empty() && last_look {
            return read;
        }
        if let Some(last) = page.last() {
            after = last.position;
        }
        read.extend(
            page.iter()
                .map(|e| (e.position, e.aggregate_id, e.sequence)),
        );
        tokio::task::yield_now().await;
    }
}

pub async fn an_open_transaction_is_waited_for_not_passed_over(on: Ground) {
    if on.kind == Kind::Sqlite {
        return; // One writer: nobody commits while another transaction is open.
    }
    let bench = Bench::new(on).await;
    let mut slow = bench.database.begin().await.expect("a transaction");
    let stream = Uuid::now_v7();
    slow.execute(&APPEND_RAW, &raw(&bench, stream, 1))
        .await
        .expect("appended");
    let fast = bench.open().await;
    assert!(bench.everything().await.is_empty(), "what came later waits");
    assert_eq!(bench.log.head().await.expect("read"), Position::default());
    let own = bench.log.stream(bench.agency, fast).await.expect("read");
    assert_eq!(own.len(), 2, "a stream by itself does not wait");
    slow.commit().await.expect("committed");
    let read = bench.everything().await;
    assert_eq!(read.len(), 3);
    assert_eq!(read[0].aggregate_id, stream);
}

pub async fn an_unreadable_event_spoils_its_own_stream_only(on: Ground) {
    let bench = Bench::new(on).await;
    let good = bench.open().await;
    let bad = TicketId::new(Uuid::now_v7());
    let mut params = raw(&bench, bad.uuid(), 1);
    params[3] = json!({ "at": 7 }).into();
    bench
        .database
        .execute(&APPEND_RAW, &params)
        .await
        .expect("appended");
    bench.note(good).await.expect("noted");

    let read = bench.everything().await;
    let readable: Vec<_> = read.iter().map(|entry| entry.recorded.is_ok()).collect();
    assert_eq!(readable, [true, true, false, true]);
    assert!(matches!(read[2].recorded, Err(Unreadable::Shape { .. })));
    assert_eq!((read[2].aggregate_id, read[2].sequence), (bad.uuid(), 1));

    let streams = bench.log.streams(&[good, bad]).await.expect("read");
    assert_eq!(streams[&good].as_ref().expect("readable").len(), 3);
    assert!(streams[&bad].is_err());
    let fault = bench
        .log
        .stream(bench.agency, bad)
        .await
        .expect_err("a hole");
    assert!(
        matches!(fault, LogFault::Unreadable { sequence: 1, .. }),
        "{fault}"
    );
}

pub async fn an_event_of_no_known_aggregate_is_unreadable(on: Ground) {
    let bench = Bench::new(on).await;
    let mut params = raw(&bench, Uuid::now_v7(), 1);
    params[0] = "building".into();
    bench
        .database
        .execute(&APPEND_RAW, &params)
        .await
        .expect("appended");
    let read = bench.everything().await;
    assert!(
        matches!(&read[0].recorded, Err(Unreadable::AggregateType(name)) if name == "building")
    );
}

/// The server is shared with other databases: what runs there must hold nobody back here.
pub async fn a_transaction_in_another_database_is_not_waited_for(on: Ground) {
    let (bench, neighbour) = (Bench::new(on).await, Bench::new(on).await);
    let mut elsewhere = neighbour.database.begin().await.expect("a transaction");
    elsewhere
        .execute(&APPEND_RAW, &raw(&neighbour, Uuid::now_v7(), 1))
        .await
        .expect("appended");
    bench.open().await;
    assert_eq!(bench.everything().await.len(), 2);
    elsewhere.rollback().await.expect("rolled back");
}
