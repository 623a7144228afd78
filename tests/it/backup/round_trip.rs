//! Is everything as it was, in either kind of database, when it was saved while people went on working?

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use harness::office::Office;
use harness::on_both;
use harness::wait::eventually;
use infra::database::Kind;
use infra::log::{Log, Position};
use tokio::task::JoinHandle;

use super::bench::{Busy, Shelf, damage, moved, save, seen, verify};

on_both!(onto_postgres, onto_sqlite);

/// Type, stream and place of every event, in the log's order, with the command that it came of.
async fn order_of(log: &Log) -> Vec<(String, u64, String)> {
    let (mut all, mut after) = (Vec::new(), Position::default());
    loop {
        let page = log.read(after, 100).await.expect("read");
        let Some(last) = page.last() else { return all };
        after = last.position;
        all.extend(page.into_iter().map(|entry| {
            let command = match &entry.recorded {
                Ok(event) => event.metadata.command.to_string(),
                Err(unreadable) => panic!("{unreadable}"),
            };
            (entry.aggregate_id.to_string(), entry.sequence, command)
        }));
    }
}

/// Somebody who opens tickets as fast as it goes, until dropped.
struct Writing {
    opened: Arc<AtomicU32>,
    working: JoinHandle<()>,
}

impl Writing {
    fn start(office: &Arc<Office>) -> Self {
        let (manager, opened) = (office.manager(), Arc::new(AtomicU32::new(0)));
        let count = opened.clone();
        let working = tokio::spawn(async move {
            loop {
                let body = manager.leak();
                let _ = manager.caller.post("/tickets", &body).await.succeeded();
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self { opened, working }
    }

    /// Waits until more was opened.
    async fn goes_on(&self) {
        let from = self.opened.load(Ordering::Relaxed);
        let more = || (self.opened.load(Ordering::Relaxed) > from).then_some(());
        eventually("somebody writes", more).await;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.working.abort();
    }
}

async fn onto_postgres(from: Kind) {
    restored(from, Kind::Postgres).await;
}

async fn onto_sqlite(from: Kind) {
    restored(from, Kind::Sqlite).await;
}

/// Saved while two people open tickets, and restored.
async fn restored(from: Kind, to: Kind) {
    let busy = Busy::new(from, &[]).await;
    let before = busy.seen().await;
    let shelf = Shelf::new();
    let writing = [Writing::start(&busy.office), Writing::start(&busy.office)];
    writing[0].goes_on().await;
    let made = save(&busy.office, &shelf).await;
    writing[1].goes_on().await;
    drop(writing);

    let office = moved(&busy.office, &shelf, to, &[]).await;
    let restored = order_of(&office.app.app.log).await;
    assert_eq!(restored.len() as u64, made.events);
    let source = order_of(&busy.office.app.app.log).await;
    let places: BTreeMap<_, _> = source.iter().zip(0..).collect();
    let kept: Vec<i32> = restored.iter().map(|event| places[event]).collect();
    assert!(
        kept.is_sorted(),
        "the order of the log is another: {kept:?}"
    );
    let whole = |events: &[(String, u64, String)], command: &String| {
        events.iter().filter(|(.., of)| of == command).count()
    };
    for (.., command) in &restored {
        assert_eq!(
            whole(&restored, command),
            whole(&source, command),
            "half a commit"
        );
    }

    assert_eq!(seen(&office, &busy.orders).await, before);
    let report = verify(&office.app).await;
    assert_eq!(damage(&report), [] as [&str; 0]);
    assert_eq!((report.events, report.files), (made.events, 2));
    assert_eq!(damage(&verify(&busy.office.app).await), [] as [&str; 0]);
}
