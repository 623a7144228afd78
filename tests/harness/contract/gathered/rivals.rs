//! Do many commands at once, here and on another node, lose nothing and learn the truth?

use super::{ask, assert_whole, closing, reopening, streams};
use crate::contract::bench::{Bench, Ground, context, note};
use domain::ids::{StaffId, TicketId};
use domain::ticket::{Refusal, TicketCommand};
use futures::future::join_all;
use infra::tickets::{CommandError, Committed, Tickets};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

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
