//! What does an idempotency key promise to whoever sends a request twice?

use super::bench::{Bench, Ground, context, note};
use domain::ids::{AgencyId, TicketId};
use infra::database::Statement;
use infra::tickets::{CommandError, Committed};
use std::sync::Arc;
use uuid::Uuid;

const KEYS: &str = "SELECT sequence, idempotency_key FROM events ORDER BY sequence";
const IDEMPOTENCY_KEYS: Statement = Statement {
    name: "keys",
    postgres: KEYS,
    sqlite: KEYS,
};

pub async fn a_key_used_again_later_gives_the_first_answer(on: Ground) {
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

pub async fn a_key_used_twice_at_once_has_one_effect(on: Ground) {
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

pub async fn a_key_with_another_request_is_an_error(on: Ground) {
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

pub async fn a_key_belongs_to_one_agency(on: Ground) {
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

pub async fn only_the_first_event_of_a_commit_carries_the_key(on: Ground) {
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
