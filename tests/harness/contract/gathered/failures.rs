//! What becomes of commands when a commit, a caller, a connection or the database fails?

use super::{assert_whole, on_any, streams};
use crate::contract::bench::{Bench, Ground, context, note};
use domain::ids::TicketId;
use domain::ticket::TicketCommand;
use futures::future::join_all;
use infra::database::{Database, Kind, Statement};
use infra::event_store::Fault;
use infra::tickets::CommandError;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// PostgreSQL stores no NUL in its JSON, which a whole batch would fail by.
pub async fn a_commit_that_cannot_be_stored_fails_alone(on: Ground) {
    let bench = Arc::new(Bench::new(on).await);
    let unstorable = TicketId::new(Uuid::now_v7());
    let mut opening = bench.opening(unstorable);
    if let TicketCommand::OpenTicket { opening, .. } = &mut opening {
        opening.external_reference = Some("\0".to_owned());
    }
    let good = (0..20).map(|_| {
        let bench = bench.clone();
        tokio::spawn(async move { bench.open().await })
    });
    let good = join_all(good.collect::<Vec<_>>());
    let (bad, good) = tokio::join!(bench.execute(unstorable, opening, context()), good);
    if on.kind == Kind::Postgres {
        assert!(matches!(bad, Err(CommandError::Fault(_))), "{bad:?}");
    }
    assert!(good.iter().all(Result::is_ok));
    assert_whole(&streams(&bench).await);
    bench.open().await;
}

/// The browser is closed in the middle of a request, at any moment of it.
pub async fn a_caller_who_goes_away_leaves_everything_right(on: Ground) {
    let bench = Arc::new(Bench::new(on).await);
    let ticket = bench.open().await;
    for round in 0_u64..40 {
        let bench = bench.clone();
        let impatient = tokio::spawn(async move { bench.note(ticket).await });
        tokio::time::sleep(Duration::from_micros(round * 150)).await;
        impatient.abort();
    }
    let noted = bench.note(ticket).await.expect("the next one is served");
    // What was given up may still go in; it does so before anything that is asked for afterwards is answered twice.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let streams = streams(&bench).await;
    assert_whole(&streams);
    assert!(streams[&ticket.uuid()].len() as u64 >= noted.version);
    let last = bench.note(ticket).await.expect("and the one after it");
    assert_eq!(last.version, streams[&ticket.uuid()].len() as u64 + 1);
}

const CUT: Statement = on_any(
    "cut",
    "SELECT count(pg_terminate_backend(pid)) AS cut FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()",
);

/// Every connection is cut, again and again. Whoever was told that it failed asks again under the same key.
pub async fn after_a_lost_connection_the_key_finds_the_truth(on: Ground) {
    if on.kind == Kind::Sqlite {
        return; // A file has no connection that could be cut.
    }
    let bench = Arc::new(Bench::new(on).await);
    let knife = Database::connect(&bench.url).await.expect("connected");
    let ticket = bench.open().await;
    let writers = (0..8).map(|writer| {
        let bench = bench.clone();
        tokio::spawn(async move {
            for n in 0..20 {
                insist(&bench, ticket, &format!("{writer}-{n}")).await;
            }
        })
    });
    let writers = join_all(writers.collect::<Vec<_>>());
    let cutting = async {
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            // It may cut its own other connections, and then notices.
            let _ = knife.fetch(&CUT, &[]).await;
        }
    };
    let (written, ()) = tokio::join!(writers, cutting);
    assert!(written.iter().all(Result::is_ok));
    let mut bench = Arc::into_inner(bench).expect("the writers are done");
    bench.reconnect().await;
    // Each key once: 160 notes on 2 events.
    let events = streams(&bench).await;
    assert_whole(&events);
    assert_eq!(events[&ticket.uuid()].len(), 162);
}

async fn insist(bench: &Bench, ticket: TicketId, key: &str) {
    for _ in 0..200 {
        let keyed = context().with_key(key).with_request("POST note");
        match bench.execute(ticket, note(ticket), keyed).await {
            Ok(_) => return,
            Err(CommandError::Fault(Fault::Sealing(_) | Fault::Database(_) | Fault::Store(_)))
            | Err(CommandError::Conflict) => tokio::time::sleep(Duration::from_millis(5)).await,
            Err(error) => panic!("{error}"),
        }
    }
    panic!("{key} was never answered");
}

const UNPROTECT: Statement = Statement {
    name: "unprotect",
    postgres: "ALTER TABLE events DISABLE TRIGGER USER",
    sqlite: "DROP TRIGGER events_are_not_deleted",
};
const LOSE_THE_LAST: Statement = on_any(
    "lose the last",
    "DELETE FROM events WHERE aggregate_id = $1 AND sequence >= 4",
);
const LOSE_ITS_PLACE: Statement = Statement {
    name: "lose its place",
    postgres: "SELECT $1::text",
    sqlite: "DELETE FROM event_log WHERE aggregate_id = $1 AND sequence >= 4",
};

/// A standby took over that had not received the last events: what is remembered is ahead of the database.
pub async fn what_the_database_does_not_have_is_not_built_upon(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    for _ in 0..3 {
        bench.note(ticket).await.expect("noted");
    }
    bench
        .database
        .execute(&UNPROTECT, &[])
        .await
        .expect("unprotected");
    for lose in [LOSE_THE_LAST, LOSE_ITS_PLACE] {
        let params = [ticket.to_string().into()];
        bench.database.execute(&lose, &params).await.expect("lost");
    }
    assert_eq!(bench.note(ticket).await.expect("noted").version, 4);
    assert_whole(&streams(&bench).await);
}

/// Somebody has begun to write to a stream and does not come to an end.
pub async fn a_stream_that_is_held_holds_up_no_other(on: Ground) {
    if on.kind == Kind::Sqlite {
        return; // One writer: whoever writes holds up everybody, for as long as it takes.
    }
    let bench = Arc::new(Bench::new(on).await);
    let (held, free) = (bench.open().await, bench.open().await);
    let mut holder = bench.database.begin().await.expect("a transaction");
    let params = [held.to_string().into()];
    holder.execute(&HOLD, &params).await.expect("held");
    let waiting = tokio::spawn({
        let bench = bench.clone();
        async move { bench.note(held).await }
    });
    for version in 3..5 {
        assert_eq!(bench.note(free).await.expect("noted").version, version);
    }
    holder.rollback().await.expect("let go");
    assert_eq!(waiting.await.expect("no panic").expect("noted").version, 3);
}

const HOLD: Statement = on_any(
    "hold",
    "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     SELECT aggregate_type, aggregate_id, sequence + 1, event_type, event_version, payload, metadata
     FROM events
     WHERE aggregate_id = $1 AND sequence = 2",
);
