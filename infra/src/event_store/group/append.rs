//! How are many commits written at once, so that each goes in whole or not at all and none hinders another?

use crate::database::{Database, DatabaseFault, Kind, Row, Statement, Value};
use crate::sql;
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;

/// SQLite has no statement that inserts twice: there it takes the first events, and RESTS the others.
const APPEND: Statement = sql!("sql/append.postgres.sql", "sql/append_firsts.sqlite.sql");
const RESTS: Statement = sql!("sql/append_rests.sqlite.sql");

/// What one command appends to its stream: at least one event.
#[derive(Debug)]
pub(super) struct Commit {
    pub(super) events: Vec<SealedEvent>,
}

/// An event as the database will hold it. Its documents are texts already: whoever decided has written them, not the
/// one task that all of them share.
#[derive(Debug)]
pub(super) struct SealedEvent {
    pub(super) aggregate_type: &'static str,
    pub(super) aggregate_id: String,
    pub(super) sequence: i64,
    pub(super) event_type: String,
    pub(super) event_version: String,
    pub(super) payload: String,
    pub(super) metadata: String,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Appended,
    /// Nothing of it: somebody else appended first, to this stream or under this key.
    Outrun,
}

/// A fault means that nobody knows whether the commit is there, or that the database will never take it.
pub(super) type Outcome = Result<Written, DatabaseFault>;

pub(super) type StreamKey = (String, String);

impl Commit {
    pub(super) fn stream(&self) -> StreamKey {
        let first = &self.events[0];
        (first.aggregate_type.to_owned(), first.aggregate_id.clone())
    }
}

/// Writes a batch of at most one commit a stream; answers in its order.
///
/// If the database refuses the batch as such, its commits are written one by one, so that a bad one fails alone. If
/// the outcome is unknown, because the connection was lost or said nothing in time, it is unknown for all of them.
pub(super) async fn write(database: &Database, batch: &[Commit]) -> Vec<Outcome> {
    match together(database, batch).await {
        Ok(appended) => batch.iter().map(|c| Ok(written(c, &appended))).collect(),
        Err(fault) if fault.is_refusal() => {
            if batch.len() == 1 {
                return vec![refused(fault)];
            }
            tracing::warn!(%fault, commits = batch.len(), "a batch was refused; each by itself");
            one_by_one(database, batch).await
        }
        Err(fault) => unknown(fault, batch.len()).collect(),
    }
}

/// Ends with the first of which nothing is known: the database is not waited for once a commit.
async fn one_by_one(database: &Database, batch: &[Commit]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(batch.len());
    for commit in batch {
        match together(database, std::slice::from_ref(commit)).await {
            Ok(appended) => outcomes.push(Ok(written(commit, &appended))),
            Err(fault) if fault.is_refusal() => outcomes.push(refused(fault)),
            Err(fault) => {
                outcomes.extend(unknown(fault, batch.len() - outcomes.len()));
                return outcomes;
            }
        }
    }
    outcomes
}

/// One fault for so many commits.
fn unknown(fault: DatabaseFault, commits: usize) -> impl Iterator<Item = Outcome> {
    let shared = Arc::new(fault);
    (0..commits).map(move |_| Err(DatabaseFault::Shared(shared.clone())))
}

/// A deadlock, or a stream that somebody else holds: nothing was done, and deciding again may succeed.
fn refused(fault: DatabaseFault) -> Outcome {
    match fault.is_refusal() && fault.is_retryable() {
        true => Ok(Written::Outrun),
        false => Err(fault),
    }
}

fn written(commit: &Commit, appended: &HashSet<StreamKey>) -> Written {
    match appended.contains(&commit.stream()) {
        true => Written::Appended,
        false => Written::Outrun,
    }
}

/// The streams whose commits went in.
async fn together(
    database: &Database,
    batch: &[Commit],
) -> Result<HashSet<StreamKey>, DatabaseFault> {
    match database.kind() {
        Kind::Postgres => {
            let rows = database.execute_returning(&APPEND, &columns(batch)).await?;
            rows.iter().map(stream_of).collect()
        }
        Kind::Sqlite => database.in_time(in_two_steps(database, batch)).await,
    }
}

async fn in_two_steps(
    database: &Database,
    batch: &[Commit],
) -> Result<HashSet<StreamKey>, DatabaseFault> {
    let mut tx = database.begin().await?;
    let rows = tx.fetch(&APPEND, &[firsts(batch)]).await?;
    let appended: HashSet<StreamKey> = rows.iter().map(stream_of).collect::<Result<_, _>>()?;
    if let Some(rests) = rests(batch, &appended) {
        tx.execute(&RESTS, &[rests]).await?;
    }
    tx.commit().await?;
    Ok(appended)
}

fn firsts(batch: &[Commit]) -> Value {
    documents(batch.iter().filter_map(|commit| commit.events.first()))
}

/// None where every commit is of one event.
fn rests(batch: &[Commit], appended: &HashSet<StreamKey>) -> Option<Value> {
    let mut rests = batch
        .iter()
        .filter(|commit| appended.contains(&commit.stream()))
        .flat_map(|commit| &commit.events[1..])
        .peekable();
    rests.peek().is_some().then(|| documents(rests))
}

fn stream_of(row: &Row) -> Result<StreamKey, DatabaseFault> {
    Ok((row.text("aggregate_type")?, row.text("aggregate_id")?))
}

/// One array a column, for PostgreSQL.
fn columns(batch: &[Commit]) -> [Value; 8] {
    let events = || batch.iter().flat_map(|commit| &commit.events);
    let texts =
        |of: fn(&SealedEvent) -> &str| Value::Texts(events().map(|e| of(e).to_owned()).collect());
    let firsts = batch
        .iter()
        .flat_map(|commit| commit.events.iter().map(|_| commit.events[0].sequence));
    [
        texts(|event| event.aggregate_type),
        texts(|event| &event.aggregate_id),
        Value::Ints(firsts.collect()),
        Value::Ints(events().map(|event| event.sequence).collect()),
        texts(|event| &event.event_type),
        texts(|event| &event.event_version),
        texts(|event| &event.payload),
        texts(|event| &event.metadata),
    ]
}

/// One document an event, for SQLite.
fn documents<'a>(events: impl Iterator<Item = &'a SealedEvent>) -> Value {
    let document = |event: &SealedEvent| {
        json!({
            "aggregate_type": event.aggregate_type,
            "aggregate_id": event.aggregate_id,
            "sequence": event.sequence,
            "event_type": event.event_type,
            "event_version": event.event_version,
            "payload": event.payload,
            "metadata": event.metadata,
        })
    };
    Value::Json(Some(events.map(document).collect()))
}
