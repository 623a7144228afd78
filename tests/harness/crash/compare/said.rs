//! Is every command that was acknowledged in the log exactly once, and every other one whole or not at all?

use std::collections::{BTreeMap, BTreeSet, HashMap};

use infra::database::Database;
use uuid::Uuid;

use crate::crash::journal::{Entry, Journal, Reply};
use crate::crash::rest::rows;

/// Figures of the callers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub commands: usize,
    pub acknowledged: usize,
    pub refused: usize,
    /// Requests to which nothing came back, or 503, at least once.
    pub unanswered: usize,
    pub events: usize,
}

/// What one command appended.
#[derive(Clone, Debug, Default)]
struct Commit {
    stream: Uuid,
    types: Vec<String>,
    last: u64,
    transactions: BTreeSet<String>,
}

pub async fn compare(database: &Database, journal: &Journal, wrong: &mut Vec<String>) -> Said {
    let commits = read(database, wrong).await;
    let mut said = Said {
        events: commits.values().map(|commit| commit.types.len()).sum(),
        ..Said::default()
    };
    let mut shapes: BTreeMap<&str, BTreeSet<Vec<String>>> = BTreeMap::new();
    for entry in journal.entries() {
        said.commands += 1;
        said.unanswered += usize::from(entry.unanswered > 0);
        let found: Vec<_> = commits
            .iter()
            .filter(|(key, _)| key.ends_with(&format!(":{}", entry.request.key)))
            .map(|(_, commit)| commit)
            .collect();
        match entry.replies.first() {
            Some(Reply::Done { .. }) => said.acknowledged += 1,
            Some(Reply::Refused { .. }) => said.refused += 1,
            None => {}
        }
        judge(&entry, &found, wrong);
        if let [commit] = found[..] {
            let kind = shapes.entry(entry.request.kind).or_default();
            kind.insert(commit.types.clone());
        }
    }
    torn(&shapes, wrong);
    said
}

/// The log as it lies there, by command; and streams that have gaps.
async fn read(database: &Database, wrong: &mut Vec<String>) -> HashMap<String, Commit> {
    let transaction = match database.kind() {
        infra::database::Kind::Postgres => "transaction_id::text",
        infra::database::Kind::Sqlite => "''",
    };
    let command = "metadata ->> 'command'";
    let sql = format!(
        "SELECT aggregate_type, aggregate_id, sequence, event_type, idempotency_key, {command} AS command,
            {transaction} AS transaction_id
         FROM events ORDER BY aggregate_type, aggregate_id, sequence"
    );
    let mut versions: HashMap<(String, String), u64> = HashMap::new();
    let mut by_command: HashMap<(String, String), (Option<String>, Commit)> = HashMap::new();
    for row in rows(database, &sql, &[]).await {
        let text = |column: &str| row.text(column).expect("a text");
        let id = text("aggregate_id");
        let sequence = row.int("sequence").expect("a number").unsigned_abs();
        let version = versions
            .entry((text("aggregate_type"), id.clone()))
            .or_default();
        *version += 1;
        if *version != sequence {
            wrong.push(format!("{id} has {sequence} where {version} belongs"));
            *version = sequence;
        }
        let (key, commit) = by_command.entry((id.clone(), text("command"))).or_default();
        *key = key
            .take()
            .or(row.opt_text("idempotency_key").expect("a key"));
        commit.stream = id.parse().unwrap_or_default();
        commit.types.push(text("event_type"));
        commit.last = sequence;
        commit.transactions.insert(text("transaction_id"));
    }
    let mut commits = HashMap::new();
    for ((id, command), (key, commit)) in by_command {
        if commit.transactions.len() > 1 {
            wrong.push(format!("{command} was appended to {id} in pieces"));
        }
        // A command without a key cannot come twice: nobody repeats it.
        if let Some(key) = key
            && commits.insert(key.clone(), commit).is_some()
        {
            wrong.push(format!("{key} was carried out twice"));
        }
    }
    commits
}

fn judge(entry: &Entry, found: &[&Commit], wrong: &mut Vec<String>) {
    let name = format!("{} {}", entry.request.kind, entry.request.key);
    if entry.is_open() {
        wrong.push(format!("{name} was never answered"));
    }
    // A refusal leaves no trace: said again, the same may be possible by then. After "done" it is done for ever.
    let mut answers = entry.replies.clone();
    let first_done = answers
        .iter()
        .position(|answer| matches!(answer, Reply::Done { .. }));
    answers.drain(..first_done.unwrap_or_default());
    answers.dedup();
    match (&answers[..], found) {
        ([Reply::Done { ticket, version }], [commit]) => {
            if (*ticket, *version) != (commit.stream, commit.last) {
                wrong.push(format!(
                    "{name} was answered {ticket} at {version}, and is {} at {}",
                    commit.stream, commit.last
                ));
            }
        }
        // What held already appends nothing, and leaves no trace either.
        ([Reply::Done { .. }, ..], []) if may_hold_already(entry.request.kind) => {}
        ([Reply::Done { ticket, version }, ..], []) => wrong.push(format!(
            "{name} was acknowledged ({ticket} at {version}), and is not in the log"
        )),
        ([Reply::Done { .. }, ..], _) => {
            wrong.push(format!("{name} was answered in several ways: {answers:?}"));
        }
        ([Reply::Refused { .. }, ..] | [], []) => {}
        ([], _) => wrong.push(format!("{name} is in the log, and nobody says so")),
        ([Reply::Refused { status, code }, ..], [commit, ..]) => wrong.push(format!(
            "{name} was refused ({status} {code}), and is in the log: {:?} in {}",
            commit.types, commit.stream
        )),
    }
}

/// Commands whose effect may be there already when they come.
fn may_hold_already(kind: &str) -> bool {
    matches!(
        kind,
        "presence-answers" | "invoice-requests" | "slot-postponements"
    )
}

/// Of one kind of request, one shape must not be the beginning of another: that one was cut off.
fn torn(shapes: &BTreeMap<&str, BTreeSet<Vec<String>>>, wrong: &mut Vec<String>) {
    for (kind, shapes) in shapes {
        for short in shapes {
            let longer = |long: &&Vec<String>| long.len() > short.len() && long.starts_with(short);
            if *kind != "completions"
                && let Some(long) = shapes.iter().find(longer)
            {
                wrong.push(format!("{kind} came as {short:?} and as {long:?}"));
            }
        }
    }
}
