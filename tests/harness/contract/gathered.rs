//! What could a store get wrong that remembers streams and writes the commits of many at once?

use super::bench::{Bench, Ground, context, note};
use domain::ids::{StaffId, TicketId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Refusal, TicketCommand};
use domain::value::ShortText;
use futures::future::join_all;
use infra::database::{Kind, Statement};
use infra::event_store::Fault;
use infra::tickets::{CommandError, Committed, Tickets};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const fn on_any(name: &'static str, text: &'static str) -> Statement {
    Statement {
        name,
        postgres: text,
        sqlite: text,
    }
}

fn closing() -> TicketCommand {
    TicketCommand::CloseTicket { comment: None }
}

fn reopening(ticket: TicketId) -> TicketCommand {
    let reason = ShortText::parse("Oubli").expect("a valid sample");
    TicketCommand::ReopenTicket {
        reason: Personal::new(Subject::ticket(ticket), reason),
        allowed: true,
    }
}

async fn ask(
    bench: &Bench,
    node: &Tickets,
    ticket: TicketId,
    command: TicketCommand,
) -> Result<Committed, CommandError> {
    node.execute(bench.agency, ticket, command, context(), None)
        .await
}

/// Every stream as the log has it: its sequences in the order of the log.
async fn streams(bench: &Bench) -> BTreeMap<Uuid, Vec<u64>> {
    let mut streams: BTreeMap<Uuid, Vec<u64>> = BTreeMap::new();
    for entry in bench.everything().await {
        streams
            .entry(entry.aggregate_id)
            .or_default()
            .push(entry.sequence);
    }
    streams
}

fn assert_whole(streams: &BTreeMap<Uuid, Vec<u64>>) {
    for (stream, sequences) in streams {
        let expected: Vec<u64> = (1..=sequences.len() as u64).collect();
        assert_eq!(*sequences, expected, "the order of {stream} in the log");
    }
}

pub async fn commits_of_many_streams_go_in_whole(on: Ground) {
    const MANY: usize = 60;
    let bench = Arc::new(Bench::new(on).await);
    let opening = (0..MANY).map(|_| {
        let bench = bench.clone();
        tokio::spawn(async move {
            let ticket = bench.open().await;
            (ticket, bench.note(ticket).await.expect("noted"))
        })
    });
    let opened: Vec<_> = join_all(opening).await;
    let streams = streams(&bench).await;
    assert_eq!(streams.len(), MANY);
    assert_whole(&streams);
    for one in opened {
        let (ticket, noted) = one.expect("no panic");
        assert_eq!(
            (noted.ticket, noted.version),
            (ticket, 3),
            "one's own answer"
        );
        assert_eq!(streams[&ticket.uuid()].len(), 3);
    }
}

/// Two processes, the same few tickets, many commands at once.
pub async fn two_nodes_on_the_same_streams_lose_nothing(on: Ground) {
    const ROUNDS: usize = 12;
    let bench = Arc::new(Bench::new(on).await);
    let nodes = [bench.tickets.clone(), bench.second_node().await];
    let mut tickets = Vec::new();
    for _ in 0..4 {
        tickets.push(bench.open().await);
    }
    let rivals = tickets.iter().flat_map(|ticket| {
        nodes.iter().flat_map(|node| {
            (0..2).map(|_| tokio::spawn(write_notes(bench.clone(), node.clone(), *ticket, ROUNDS)))
        })
    });
    let mut answered: BTreeMap<Uuid, BTreeSet<u64>> = BTreeMap::new();
    for rival in join_all(rivals.collect::<Vec<_>>()).await {
        for committed in rival.expect("no panic") {
            let versions = answered.entry(committed.ticket.uuid()).or_default();
            assert!(versions.insert(committed.version), "one version each");
        }
    }
    let streams = streams(&bench).await;
    assert_whole(&streams);
    for ticket in tickets {
        let versions = &answered[&ticket.uuid()];
        assert!(versions.len() > ROUNDS, "both nodes got through");
        let noted = streams[&ticket.uuid()][2..].iter().copied().collect();
        assert_eq!(
            *versions, noted,
            "each answer is an event, each event an answer"
        );
    }
}

/// Whoever was outrun every time has changed nothing, and is not counted.
async fn write_notes(
    bench: Arc<Bench>,
    node: Tickets,
    ticket: TicketId,
    rounds: usize,
) -> Vec<Committed> {
    let mut committed = Vec::new();
    for _ in 0..rounds {
        match ask(&bench, &node, ticket, note(ticket)).await {
            Ok(done) => committed.push(done),
            Err(CommandError::Conflict) => {}
            Err(error) => panic!("{error}"),
        }
    }
    committed
}

pub async fn what_another_node_did_decides_at_once(on: Ground) {
    let bench = Bench::new(on).await;
    let (here, there) = (&bench.tickets, bench.second_node().await);
    let ticket = bench.open().await;
    // Here the ticket is known as open, there as closed.
    ask(&bench, &there, ticket, closing())
        .await
        .expect("closed");
    let refused = ask(&bench, here, ticket, note(ticket)).await;
    assert!(
        matches!(refused, Err(CommandError::Refused(Refusal::TicketClosed))),
        "{refused:?}"
    );
    ask(&bench, here, ticket, reopening(ticket))
        .await
        .expect("reopened");
    let noted = ask(&bench, &there, ticket, note(ticket)).await;
    assert_eq!(noted.expect("open again").version, 5);
    // Nothing to do there would be a lie here.
    let silent = |on| TicketCommand::SwitchSilentMode { on };
    ask(&bench, here, ticket, silent(true))
        .await
        .expect("silent");
    let spoken = ask(&bench, &there, ticket, silent(false)).await;
    assert_eq!(spoken.expect("switched").version, 7);
    let again = ask(&bench, here, ticket, silent(false)).await;
    assert_eq!(again.expect("already so").version, 7);
}

pub async fn a_version_is_compared_with_the_databases(on: Ground) {
    let bench = Bench::new(on).await;
    let there = bench.second_node().await;
    let ticket = bench.open().await;
    ask(&bench, &there, ticket, note(ticket))
        .await
        .expect("noted");
    let at = |version| {
        let tickets = &bench.tickets;
        tickets.execute(bench.agency, ticket, note(ticket), context(), Some(version))
    };
    let stale = at(2).await;
    assert!(
        matches!(stale, Err(CommandError::Stale { actual: 3 })),
        "{stale:?}"
    );
    assert_eq!(at(3).await.expect("up to date").version, 4);
    ask(&bench, &there, ticket, note(ticket))
        .await
        .expect("noted");
    assert_eq!(at(5).await.expect("the caller knows more").version, 6);
}

/// The second time everything speaks against it: the ticket is closed, by the very command that is repeated.
pub async fn a_repeated_command_is_not_refused_for_its_own_effect(on: Ground) {
    let bench = Bench::new(on).await;
    let there = bench.second_node().await;
    let ticket = bench.open().await;
    let close = |node: &Tickets, expected| {
        let node = node.clone();
        let keyed = context().with_key("close-1").with_request("POST closure");
        async move {
            node.execute(bench.agency, ticket, closing(), keyed, expected)
                .await
        }
    };
    let first = close(&bench.tickets, Some(2)).await.expect("closed");
    assert_eq!((first.version, first.repeated), (3, false));
    for node in [&bench.tickets, &there] {
        for expected in [None, Some(2)] {
            let again = close(node, expected).await.expect("the first answer");
            assert_eq!((again.version, again.repeated), (3, true));
        }
    }
    assert_eq!(streams(&bench).await[&ticket.uuid()].len(), 3);
}

pub async fn keys_used_at_once_on_two_nodes_have_one_effect(on: Ground) {
    let bench = Arc::new(Bench::new(on).await);
    let nodes = [bench.tickets.clone(), bench.second_node().await];
    let ticket = bench.open().await;
    for round in 0..10 {
        let tries = (0..6).map(|n| {
            let (bench, node) = (bench.clone(), nodes[n % 2].clone());
            let keyed = context()
                .with_key(format!("key-{round}"))
                .with_request("POST note");
            tokio::spawn(async move {
                node.execute(bench.agency, ticket, note(ticket), keyed, None)
                    .await
            })
        });
        let answers: Vec<_> = join_all(tries.collect::<Vec<_>>())
            .await
            .into_iter()
            .map(|answer| answer.expect("no panic").expect("an answer"))
            .collect();
        assert_eq!(answers.iter().filter(|a| !a.repeated).count(), 1);
        assert!(answers.iter().all(|a| a.version == round + 3));
    }
    assert_eq!(streams(&bench).await[&ticket.uuid()].len(), 12);
}

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
    let knife = infra::database::Database::connect(&bench.url)
        .await
        .expect("connected");
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

/// Nobody's decision may wait for a ticket that somebody else is at.
pub async fn streams_do_not_wait_for_one_another(on: Ground) {
    let bench = Bench::new(on).await;
    let (busy, free) = (bench.open().await, bench.open().await);
    let rivals = join_all((0..10).map(|_| bench.note(busy)));
    let (rivals, alone) = tokio::join!(rivals, bench.note(free));
    assert_eq!(alone.expect("noted").version, 3);
    let answered = rivals.iter().filter(|rival| rival.is_ok()).count();
    assert!(answered > 0);
    let manager = StaffId::new(Uuid::from_u128(3));
    let events = bench.log.stream(bench.agency, busy).await.expect("read");
    assert_eq!(events.len(), answered + 2);
    assert!(
        events
            .iter()
            .all(|e| e.metadata.actor == domain::actor::Actor::Staff { id: manager })
    );
}
