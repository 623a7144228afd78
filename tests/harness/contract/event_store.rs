//! What must the event store keep, whichever database is below it?

use super::bench::{Bench, context, note};
use cqrs_es::Aggregate;
use cqrs_es::persist::PersistedEventRepository;
use domain::ids::{AgencyId, TicketId};
use domain::ticket::{Refusal, Ticket, TicketCommand};
use infra::database::{Kind, Statement};
use infra::event_store::Repository;
use infra::sealing::SealedRepository;
use infra::tickets::{CommandError, Committed};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

const KEYS: &str = "SELECT sequence, idempotency_key FROM events ORDER BY sequence";
const IDEMPOTENCY_KEYS: Statement = Statement {
    name: "keys",
    postgres: KEYS,
    sqlite: KEYS,
};
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

pub async fn what_was_appended_is_loaded(on: Kind) {
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

pub async fn a_stale_version_is_told_the_actual_one(on: Kind) {
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

pub async fn a_refused_command_changes_nothing(on: Kind) {
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

pub async fn another_agency_has_no_such_ticket(on: Kind) {
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

pub async fn rivals_on_one_ticket_lose_nothing(on: Kind) {
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

pub async fn a_key_used_again_later_gives_the_first_answer(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let keyed = || context().with_key("key-1").with_request("POST note");
    let first = bench
        .execute(ticket, note(ticket), keyed())
        .await
        .expect("done");
    bench.note(ticket).await.expect("another in between");
    let again = bench
        .tickets
        .execute(bench.agency, ticket, note(ticket), keyed(), Some(2))
        .await
        .expect("the first answer, although the version is old by now");
    assert!(!first.repeated && again.repeated);
    assert_eq!((again.ticket, again.version), (ticket, first.version));
    assert_eq!(bench.everything().await.len(), 4);
}

pub async fn a_key_used_twice_at_once_has_one_effect(on: Kind) {
    let bench = Arc::new(Bench::new(on).await);
    let tries = (0..4).map(|_| {
        let bench = bench.clone();
        tokio::spawn(async move {
            // Each try makes its own identifiers, as a server does that is sent the same form twice.
            let ticket = TicketId::new(Uuid::now_v7());
            let keyed = context().with_key("key-1").with_request("POST ticket");
            bench.execute(ticket, bench.opening(ticket), keyed).await
        })
    });
    let answers: Vec<Committed> = futures::future::join_all(tries)
        .await
        .into_iter()
        .map(|answer| answer.expect("no panic").expect("an answer"))
        .collect();
    assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1);
    assert!(
        answers
            .iter()
            .all(|a| (a.ticket, a.version) == (answers[0].ticket, 2))
    );
    assert_eq!(bench.everything().await.len(), 2);
}

pub async fn a_key_with_another_request_is_an_error(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let keyed = |request: &str| context().with_key("key-1").with_request(request);
    bench
        .execute(ticket, note(ticket), keyed("one"))
        .await
        .expect("done");
    let error = bench
        .execute(ticket, note(ticket), keyed("two"))
        .await
        .expect_err("reused");
    assert!(matches!(error, CommandError::KeyReused), "{error}");
    // Without the request's bytes the commands are compared, and these are two notes.
    let bare = || context().with_key("key-2");
    bench
        .execute(ticket, note(ticket), bare())
        .await
        .expect("done");
    let error = bench
        .execute(ticket, note(ticket), bare())
        .await
        .expect_err("reused");
    assert!(matches!(error, CommandError::KeyReused), "{error}");
}

pub async fn a_key_belongs_to_one_agency(on: Kind) {
    let bench = Bench::new(on).await;
    let keyed = || context().with_key("key-1").with_request("POST ticket");
    for agency in [bench.agency, AgencyId::new(Uuid::now_v7())] {
        let ticket = TicketId::new(Uuid::now_v7());
        let opening = bench.opening(ticket);
        let answer = bench
            .tickets
            .execute(agency, ticket, opening, keyed(), None)
            .await;
        assert!(!answer.expect("opened").repeated);
    }
}

pub async fn only_the_first_event_of_a_commit_carries_the_key(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = TicketId::new(Uuid::now_v7());
    let keyed = context().with_key("key-1");
    bench
        .execute(ticket, bench.opening(ticket), keyed)
        .await
        .expect("opened");
    let rows = bench
        .database
        .fetch(&IDEMPOTENCY_KEYS, &[])
        .await
        .expect("read");
    let keys: Vec<_> = rows
        .iter()
        .map(|row| row.opt_text("idempotency_key").expect("a text"))
        .collect();
    assert_eq!(keys, [Some("key-1".to_owned()), None]);
    let events = bench.log.stream(bench.agency, ticket).await.expect("read");
    assert!(events[0].metadata.fingerprint.is_some() && events[1].metadata.fingerprint.is_none());
    assert_eq!(events[0].metadata.command, events[1].metadata.command);
}

pub async fn a_ticket_number_is_given_once(on: Kind) {
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

pub async fn an_event_is_never_changed_or_deleted(on: Kind) {
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

pub async fn a_replay_that_fails_does_not_look_complete(on: Kind) {
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

pub async fn a_snapshot_comes_back_as_it_was(on: Kind) {
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
pub async fn a_command_without_effect_appends_nothing(on: Kind) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let off = TicketCommand::SwitchSilentMode { on: false };
    let answer = bench
        .execute(ticket, off, context())
        .await
        .expect("nothing to do");
    assert_eq!((answer.version, answer.repeated), (2, false));
}
