//! What becomes of commands, reads and transactions when the database says nothing, for as long as it likes?

use super::bench::{Bench, GATHERED, Ground, context, note};
use super::gathered::{assert_whole, streams};
use crate::road::Road;
use crate::road::Traffic::{self, Flows, Vanishes, Waits};
use domain::ids::TicketId;
use futures::future::join_all;
use infra::database::{Database, Kind, Patience, Statement, is_outage};
use infra::event_store::Fault;
use infra::tickets::{CommandError, Committed, Tickets};
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use std::time::Duration;
use tokio::time::timeout;

/// Of the product's, a fraction.
const PATIENCE: Patience = Patience {
    append: Duration::from_millis(400),
    statement: Duration::from_millis(600),
    sign_of_life: Duration::from_millis(300),
};
/// Past this, nobody bounds the wait.
const LIMIT: Duration = Duration::from_secs(15);

/// What happens to requests, and to answers.
const STALLS: [(Traffic, Traffic); 4] = [
    (Flows, Vanishes),
    (Vanishes, Vanishes),
    (Flows, Waits),
    (Waits, Waits),
];

const ONE: Statement = Statement {
    name: "one",
    postgres: "SELECT 1 AS one",
    sqlite: "SELECT 1 AS one",
};

pub async fn a_silent_network_is_an_unknown_outcome(on: Kind) {
    if on == Kind::Sqlite {
        return; // No network. Its silence is `a_file_that_is_held_is_an_unknown_outcome`.
    }
    let bench = bench(on).await;
    let road = Road::to(&bench.url).await;
    let (node, _) = node_by(&bench, &road.url).await;
    let tickets = [bench.open().await, bench.open().await];
    for (round, (requests, answers)) in STALLS.into_iter().enumerate() {
        // The ticket is remembered and the connection open: the next command has nothing to do but to append.
        for ticket in tickets {
            let key = format!("before-{round}-{ticket}");
            insist(&bench, &node, ticket, &key).await;
        }
        road.turns(requests, answers);
        let asked = keyed_notes(&bench, &node, &tickets, round);
        for outcome in join_all(asked).await {
            assert_unknown(outcome);
        }
        road.turns(Flows, Flows);
        for (ticket, key) in keys(&tickets, round) {
            insist(&bench, &node, ticket, &key).await;
        }
    }
    // Opened, and four rounds of five keys each: every key once, whichever way its first answer went.
    let streams = streams(&bench).await;
    assert_whole(&streams);
    for ticket in tickets {
        assert_eq!(streams[&ticket.uuid()].len(), 2 + STALLS.len() * 5);
    }
}

/// Another process writes, and does not come to an end.
pub async fn a_file_that_is_held_is_an_unknown_outcome(on: Kind) {
    if on == Kind::Postgres {
        return; // Whoever writes there holds up nobody.
    }
    let bench = bench(on).await;
    let (node, database) = node_by(&bench, &bench.url).await;
    let ticket = bench.open().await;
    insist(&bench, &node, ticket, "before").await;
    let mut holder = SqliteConnection::connect(&bench.url)
        .await
        .expect("the file");
    holder.execute("BEGIN IMMEDIATE").await.expect("held");
    for outcome in join_all(keyed_notes(&bench, &node, &[ticket], 0)).await {
        assert_unknown(outcome);
    }
    holder.execute("ROLLBACK").await.expect("let go");
    for (ticket, key) in keys(&[ticket], 0) {
        insist(&bench, &node, ticket, &key).await;
    }
    assert_eq!(streams(&bench).await[&ticket.uuid()].len(), 2 + 5);
    // No transaction of those who gave up is left standing.
    let tx = timeout(LIMIT, database.begin()).await.expect("in time");
    tx.expect("begun").commit().await.expect("committed");
}

/// Pages, followers, deliveries: whoever reads or keeps a transaction open.
pub async fn everything_else_is_bounded_and_recovers(on: Kind) {
    if on == Kind::Sqlite {
        return;
    }
    // More than there are connections, so that one which is not given back would be missed.
    const MANY: usize = 40;
    let bench = bench(on).await;
    let road = Road::to(&bench.url).await;
    let database = Database::connect_with(&road.url, PATIENCE)
        .await
        .expect("connected");
    for (requests, answers) in STALLS {
        let mut tx = database.begin().await.expect("a transaction");
        let warm = join_all((0..10).map(|_| database.fetch(&ONE, &[]))).await;
        assert!(warm.iter().all(Result::is_ok));
        road.turns(requests, answers);
        let reads = join_all((0..MANY).map(|_| database.fetch(&ONE, &[])));
        let (reads, in_tx) = timeout(LIMIT, async { tokio::join!(reads, tx.fetch(&ONE, &[])) })
            .await
            .expect("bounded");
        assert!(
            reads
                .iter()
                .chain([&in_tx])
                .all(|read| { read.as_ref().is_err_and(|fault| is_outage(fault)) })
        );
        let ended = timeout(LIMIT, tx.rollback()).await.expect("bounded");
        ended.expect("what has no connection any more is undone");
        road.turns(Flows, Flows);
        until_answered(&database).await;
        let reads = join_all((0..MANY).map(|_| database.fetch(&ONE, &[]))).await;
        assert!(reads.iter().all(Result::is_ok));
    }
}

/// A connection that rested through the end of the network is tried before it is used; there may be several.
async fn until_answered(database: &Database) {
    for _ in 0..20 {
        let reads = join_all((0..20).map(|_| database.fetch(&ONE, &[]))).await;
        if reads.iter().all(Result::is_ok) {
            return;
        }
    }
    panic!("the connections do not recover");
}

async fn bench(on: Kind) -> Bench {
    Bench::new(Ground {
        kind: on,
        store: GATHERED,
    })
    .await
}

async fn node_by(bench: &Bench, url: &str) -> (Tickets, Database) {
    let database = Database::connect_with(url, PATIENCE).await;
    let database = database.expect("connected");
    (bench.node_on(&database), database)
}

/// Four commands at a time, each under a key of its own.
fn keys(tickets: &[TicketId], round: usize) -> impl Iterator<Item = (TicketId, String)> {
    tickets
        .iter()
        .flat_map(move |ticket| (0..4).map(move |n| (*ticket, format!("{round}-{n}-{ticket}"))))
}

fn keyed_notes<'a>(
    bench: &'a Bench,
    node: &'a Tickets,
    tickets: &[TicketId],
    round: usize,
) -> Vec<impl Future<Output = Result<Committed, CommandError>> + 'a> {
    keys(tickets, round)
        .map(|(ticket, key)| async move {
            timeout(LIMIT, keyed_note(bench, node, ticket, &key))
                .await
                .expect("an outcome within the bound")
        })
        .collect()
}

async fn keyed_note(
    bench: &Bench,
    node: &Tickets,
    ticket: TicketId,
    key: &str,
) -> Result<Committed, CommandError> {
    let keyed = context().with_key(key).with_request("POST note");
    node.execute(bench.agency, ticket, note(ticket), keyed, None)
        .await
}

async fn insist(bench: &Bench, node: &Tickets, ticket: TicketId, key: &str) {
    for _ in 0..40 {
        let outcome = timeout(LIMIT, keyed_note(bench, node, ticket, key)).await;
        match outcome.expect("an outcome within the bound") {
            Ok(_) => return,
            Err(CommandError::Conflict) => {}
            unknown => assert_unknown(unknown),
        }
    }
    panic!("{key} was never answered");
}

/// Which is told as 503.
fn assert_unknown(outcome: Result<Committed, CommandError>) {
    let Err(CommandError::Fault(fault @ (Fault::Database(_) | Fault::Sealing(_)))) = &outcome
    else {
        panic!("{outcome:?}");
    };
    assert!(is_outage(fault), "{fault:?}");
}
