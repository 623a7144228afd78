//! What must the event store keep, whichever database is below it?

use super::bench::{Bench, Ground, context, note};
use cqrs_es::Aggregate;
use cqrs_es::persist::PersistedEventRepository;
use domain::ids::AgencyId;
use domain::ticket::{Refusal, Ticket, TicketCommand};
use infra::database::Statement;
use infra::event_store::Repository;
use infra::sealing::SealedRepository;
use infra::tickets::CommandError;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

const CHANGE: &str = "UPDATE events SET event_type = 'Other'";
const CHANGE_EVENTS: Statement = Statement {
    name: "change",
    postgres: CHANGE,
    sqlite: CHANGE,
};
const DELETE: &str = "DELETE FROM events";
const DELETE_EVENTS: Statement = Statement {
    name: "delete",
    postgres: DELETE,
    sqlite: DELETE,
};

pub async fn what_was_appended_is_loaded(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    bench.note(ticket).await.expect("noted");
    let loaded = bench
        .tickets
        .load(bench.agency, ticket)
        .await
        .expect("read")
        .expect("there");
    let events = bench
        .log
        .stream(bench.agency, ticket)
        .await
        .expect("readable");
    let mut folded = Ticket::default();
    for event in &events {
        folded.evolve(event.ticket_event().expect("of a ticket"), &event.stamp());
    }
    assert_eq!(loaded.version, 3);
    assert_eq!(loaded.ticket, folded);
    assert_eq!(
        events.iter().map(|e| e.sequence).collect::<Vec<_>>(),
        [1, 2, 3]
    );
}

pub async fn a_stale_version_is_told_the_actual_one(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let at = |version| {
        bench
            .tickets
            .execute(bench.agency, ticket, note(ticket), context(), Some(version))
    };
    assert_eq!(at(2).await.expect("up to date").version, 3);
    let stale = at(2).await.expect_err("stale");
    assert!(
        matches!(stale, CommandError::Stale { actual: 3 }),
        "{stale}"
    );
}

pub async fn a_refused_command_changes_nothing(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let again = bench
        .execute(ticket, bench.opening(ticket), context())
        .await
        .expect_err("refused");
    assert!(
        matches!(again, CommandError::Refused(Refusal::TicketAlreadyOpened)),
        "{again}"
    );
    assert_eq!(bench.everything().await.len(), 2);
}

pub async fn another_agency_has_no_such_ticket(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let other = AgencyId::new(Uuid::now_v7());
    assert_eq!(bench.tickets.load(other, ticket).await.expect("read"), None);
    assert!(
        bench
            .log
            .stream(other, ticket)
            .await
            .expect("read")
            .is_empty()
    );
    for expected in [None, Some(2)] {
        let error = bench
            .tickets
            .execute(other, ticket, note(ticket), context(), expected)
            .await
            .expect_err("unknown");
        assert!(matches!(error, CommandError::Unknown), "{error}");
    }
}

pub async fn rivals_on_one_ticket_lose_nothing(on: Ground) {
    let bench = Arc::new(Bench::new(on).await);
    let ticket = bench.open().await;
    let rivals = (0..6).map(|_| {
        let bench = bench.clone();
        tokio::spawn(async move { bench.note(ticket).await })
    });
    let mut versions = BTreeSet::new();
    for rival in futures::future::join_all(rivals).await {
        match rival.expect("no panic") {
            Ok(committed) => assert!(versions.insert(committed.version), "one version each"),
            Err(CommandError::Conflict) => {}
            Err(error) => panic!("{error}"),
        }
    }
    let loaded = bench.tickets.load(bench.agency, ticket).await;
    let version = loaded.expect("read").expect("there").version;
    assert!(!versions.is_empty());
    assert_eq!(
        versions.into_iter().collect::<Vec<_>>(),
        (3..=version).collect::<Vec<_>>()
    );
}

pub async fn a_ticket_number_is_given_once(on: Ground) {
    let bench = Bench::new(on).await;
    let given = futures::future::join_all((0..20).map(|_| bench.tickets.next_number(bench.agency)));
    let given: BTreeSet<u64> = given
        .await
        .into_iter()
        .map(|n| n.expect("a number"))
        .collect();
    assert_eq!(given, (1..=20).collect());
    let elsewhere = bench
        .tickets
        .next_number(AgencyId::new(Uuid::now_v7()))
        .await;
    assert_eq!(elsewhere.expect("a number"), 1);
}

pub async fn an_event_is_never_changed_or_deleted(on: Ground) {
    let bench = Bench::new(on).await;
    bench.open().await;
    for forbidden in [CHANGE_EVENTS, DELETE_EVENTS] {
        bench
            .database
            .execute(&forbidden, &[])
            .await
            .expect_err(forbidden.name);
    }
    assert_eq!(bench.everything().await.len(), 2);
}

pub async fn a_replay_that_fails_does_not_look_complete(on: Ground) {
    let bench = Bench::new(on).await;
    bench.open().await;
    let repository = Arc::new(Repository::new(&bench.database));
    let repository = SealedRepository::new(repository, bench.sealing.clone(), bench.agency);

    let mut whole = repository
        .stream_all_events::<Ticket>()
        .await
        .expect("a stream");
    for sequence in [1, 2] {
        let event = whole
            .next::<Ticket>(&[])
            .await
            .expect("an item")
            .expect("an event");
        assert_eq!(event.sequence, sequence);
    }
    assert!(whole.next::<Ticket>(&[]).await.is_none());

    bench.database.close().await;
    let mut broken = repository
        .stream_all_events::<Ticket>()
        .await
        .expect("a stream");
    assert!(matches!(broken.next::<Ticket>(&[]).await, Some(Err(_))));
}

pub async fn a_snapshot_comes_back_as_it_was(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let loaded = bench
        .tickets
        .load(bench.agency, ticket)
        .await
        .expect("read")
        .expect("there");
    let state = serde_json::to_value(&loaded.ticket).expect("JSON");
    let sealed = |agency| {
        let repository = Arc::new(Repository::new(&bench.database));
        SealedRepository::new(repository, bench.sealing.clone(), agency)
    };
    let repository = sealed(bench.agency);
    let id = ticket.to_string();
    repository
        .persist::<Ticket>(&[], Some((id.clone(), state.clone(), 1)))
        .await
        .expect("stored");
    let snapshot = repository
        .get_snapshot::<Ticket>(&id)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(snapshot.aggregate, state);
    let elsewhere = sealed(AgencyId::new(Uuid::now_v7()));
    assert!(
        elsewhere
            .get_snapshot::<Ticket>(&id)
            .await
            .expect("read")
            .is_none()
    );
    assert_eq!(
        Ticket::TYPE,
        "ticket",
        "stored with every event: never to be changed"
    );
}

/// The command that a manager's double click sends: its effect already holds.
pub async fn a_command_without_effect_appends_nothing(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let off = TicketCommand::SwitchSilentMode { on: false };
    let answer = bench
        .execute(ticket, off, context())
        .await
        .expect("nothing to do");
    assert_eq!((answer.version, answer.repeated), (2, false));
}
