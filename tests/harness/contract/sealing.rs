//! Is what belongs to a person unreadable at rest, and gone for good once it is erased?

use super::bench::{Bench, CLEAR_TEXTS, Ground, context, sealing};
use cqrs_es::persist::PersistedEventRepository;
use domain::person::PersonEvent;
use domain::personal::Subject;
use domain::ticket::Ticket;
use infra::database::{Kind, Statement};
use infra::event_store::Repository;
use infra::log::{Fact, Log};
use infra::sealing::SealedRepository;
use std::sync::Arc;

const RAW: Statement = Statement {
    name: "raw rows",
    postgres: "SELECT payload::text || metadata::text AS raw FROM events
        UNION ALL SELECT payload::text FROM snapshots",
    sqlite: "SELECT payload || metadata AS raw FROM events UNION ALL SELECT payload FROM snapshots",
};
const KEYS: Statement = Statement {
    name: "keys",
    postgres: "SELECT subject, wrapped FROM sealing_key ORDER BY subject",
    sqlite: "SELECT subject, wrapped FROM sealing_key ORDER BY subject",
};

pub async fn nothing_personal_is_readable_at_rest(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let loaded = bench
        .tickets
        .load(bench.agency, ticket)
        .await
        .expect("read")
        .expect("there");
    let state = serde_json::to_value(&loaded.ticket).expect("JSON");
    let shown = state.to_string();
    assert!(
        CLEAR_TEXTS.iter().all(|text| shown.contains(text)),
        "all of it was given: {shown}"
    );
    let repository = Arc::new(Repository::new(&bench.database));
    let repository = SealedRepository::new(repository, bench.sealing.clone(), bench.agency);
    let snapshot = Some((ticket.to_string(), state, 1));
    repository
        .persist::<Ticket>(&[], snapshot)
        .await
        .expect("stored");

    let rows = bench.database.fetch(&RAW, &[]).await.expect("read");
    assert_eq!(rows.len(), 3);
    for row in rows {
        let raw = row.text("raw").expect("a text");
        let found: Vec<_> = CLEAR_TEXTS
            .iter()
            .filter(|text| raw.contains(**text))
            .collect();
        assert!(found.is_empty(), "{found:?} in {raw}");
    }
    assert_files_are_silent(&bench);
}

/// On SQLite the files themselves can be searched: the database, and the log that is written ahead of it.
fn assert_files_are_silent(bench: &Bench) {
    for text in CLEAR_TEXTS {
        assert!(!files_contain(bench, text.as_bytes()), "{text:?} in a file");
    }
}

fn files_contain(bench: &Bench, needle: &[u8]) -> bool {
    let Some(path) = bench.url.strip_prefix("sqlite://") else {
        return false;
    };
    [path.to_owned(), format!("{path}-wal")].iter().any(|file| {
        let bytes = std::fs::read(file).expect("a file");
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

pub async fn a_destroyed_key_leaves_the_files(on: Ground) {
    let bench = Bench::new(on).await;
    bench.open().await;
    let keys = bench.database.fetch(&KEYS, &[]).await.expect("read");
    let subject = Subject::party(bench.requester);
    let of_the_requester = keys
        .iter()
        .find(|row| row.text("subject").is_ok_and(|s| s == subject.as_str()));
    let wrapped = of_the_requester
        .expect("a key")
        .bytes("wrapped")
        .expect("bytes");
    assert_eq!(files_contain(&bench, &wrapped), on.kind == Kind::Sqlite);
    bench
        .sealing
        .destroy(bench.agency, &subject)
        .await
        .expect("destroyed");
    assert!(!files_contain(&bench, &wrapped));
}

pub async fn an_erased_person_reads_as_erased_everywhere(on: Ground) {
    let bench = Bench::new(on).await;
    let (one, two) = (bench.open().await, bench.open().await);
    let subject = Subject::party(bench.requester);
    let erase = || {
        bench
            .tickets
            .erase_person(bench.agency, subject.clone(), context())
    };
    erase().await.expect("erased");
    erase().await.expect("again changes nothing");

    for ticket in [one, two] {
        let loaded = bench
            .tickets
            .load(bench.agency, ticket)
            .await
            .expect("read")
            .expect("there");
        let opening = loaded.ticket.opening.expect("opened");
        assert!(
            opening
                .requester
                .expect("still named as a fact")
                .details
                .is_erased()
        );
        assert!(
            opening.subject.get().is_some(),
            "what belongs to others stays"
        );
    }
    let read = bench.everything().await;
    assert_eq!(read.len(), 5, "two tickets opened, one erasure");
    assert!(
        read.iter()
            .all(|entry| !format!("{entry:?}").contains(CLEAR_TEXTS[0]))
    );
    let last = read[4].recorded.as_ref().expect("readable");
    let Fact::Person(PersonEvent::PersonErased {
        subject: erased, ..
    }) = &last.fact
    else {
        panic!("{last:?}");
    };
    assert_eq!(*erased, subject);
}

/// A second node holds no key in its memory that would bring the person back.
pub async fn another_node_reads_as_erased_at_once(on: Ground) {
    let bench = Bench::new(on).await;
    let ticket = bench.open().await;
    let other_node = Log::new(sealing(&bench.database));
    let before = other_node.stream(bench.agency, ticket).await.expect("read");
    assert!(format!("{before:?}").contains(CLEAR_TEXTS[0]));
    let subject = Subject::party(bench.requester);
    bench
        .tickets
        .erase_person(bench.agency, subject, context())
        .await
        .expect("erased");
    let after = other_node.stream(bench.agency, ticket).await.expect("read");
    assert!(!format!("{after:?}").contains(CLEAR_TEXTS[0]));
}

/// A crash after the key is gone and before the log says so.
pub async fn an_erasure_cut_short_is_completed_by_repeating_it(on: Ground) {
    let bench = Bench::new(on).await;
    bench.open().await;
    let subject = Subject::party(bench.requester);
    bench
        .sealing
        .destroy(bench.agency, &subject)
        .await
        .expect("destroyed");
    assert_eq!(bench.everything().await.len(), 2, "nobody was told yet");
    bench
        .tickets
        .erase_person(bench.agency, subject, context())
        .await
        .expect("erased");
    assert_eq!(bench.everything().await.len(), 3);
}

pub async fn what_is_said_of_an_erased_person_is_not_stored(on: Ground) {
    let bench = Bench::new(on).await;
    let subject = Subject::party(bench.requester);
    bench
        .tickets
        .erase_person(bench.agency, subject.clone(), context())
        .await
        .expect("erased");
    let ticket = bench.open().await;
    let events = bench.log.stream(bench.agency, ticket).await.expect("read");
    assert!(!format!("{events:?}").contains(CLEAR_TEXTS[0]));
    let keys = bench.database.fetch(&KEYS, &[]).await.expect("read");
    for key in keys {
        let destroyed = key.opt_bytes("wrapped").expect("bytes").is_none();
        assert_eq!(
            destroyed,
            key.text("subject").expect("a text") == subject.as_str()
        );
    }
}
