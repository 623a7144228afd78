//! Do the books of the other side agree with the outbox? Every message that was sent was taken; a second copy was taken
//! only after an attempt of which nobody knew.

use std::collections::{HashMap, HashSet};

use infra::database::{Database, Row};

use super::InDoubt;
use crate::crash::ledger::{Attempt, Ledger, Verdict};
use crate::crash::rest::rows;

/// A message, as the outbox has it.
struct Message {
    id: String,
    ticket: String,
    occasion: String,
    channel: String,
    state: String,
    attempts: usize,
    reason: Option<String>,
}

/// Gives back how many extra copies were taken, all of them allowed.
pub async fn compare(
    database: &Database,
    ledger: &Ledger,
    in_doubt: &InDoubt,
    wrong: &mut Vec<String>,
) -> usize {
    let sql =
        "SELECT id, ticket, occasion, reference, channel, state, attempts, reason FROM outbox";
    let messages: HashMap<String, Message> =
        rows(database, sql, &[]).await.iter().map(message).collect();
    let mut by_reference: HashMap<String, Vec<Attempt>> = HashMap::new();
    for attempt in ledger.attempts() {
        let seen = by_reference.entry(attempt.reference.clone()).or_default();
        seen.push(attempt);
    }
    for reference in by_reference.keys() {
        if !messages.contains_key(reference) {
            wrong.push(format!("nobody owed {reference}, and it was taken"));
        }
    }
    let (told, closed) = (words(database, TOLD).await, words(database, CLOSED).await);
    let mut copies = 0;
    for (reference, message) in &messages {
        let seen = by_reference.get(reference).map_or(&[][..], Vec::as_slice);
        copies += judge(reference, message, seen, in_doubt, wrong);
        // A closed ticket is told nothing, and nobody is told that this could not be told.
        let to_be_told = message.state == "failed"
            && message.occasion != "delivery_failed"
            && !closed.contains(&message.ticket);
        if to_be_told && !told.contains(&format!("outbox:{}", message.id)) {
            wrong.push(format!(
                "the ticket of {reference} was not told that it failed"
            ));
        }
    }
    copies
}

fn message(row: &Row) -> (String, Message) {
    let text = |column: &str| row.text(column).expect("a text");
    let message = Message {
        id: row.uuid("id").expect("an id").to_string(),
        ticket: row.uuid("ticket").expect("an id").to_string(),
        occasion: text("occasion"),
        channel: text("channel"),
        state: text("state"),
        attempts: usize::try_from(row.int("attempts").expect("a number")).expect("a count"),
        reason: row.opt_text("reason").expect("a reason"),
    };
    (text("reference"), message)
}

/// Keys of the failures that tickets know of.
const TOLD: &str =
    "SELECT idempotency_key AS word FROM events WHERE idempotency_key LIKE 'outbox:%'";
const CLOSED: &str = "SELECT aggregate_id AS word FROM events WHERE event_type = 'TicketClosed'";

async fn words(database: &Database, sql: &str) -> HashSet<String> {
    let found = rows(database, sql, &[]).await;
    let word = |row: &Row| row.text("word").expect("a word");
    found.iter().map(word).collect()
}

fn judge(
    reference: &str,
    message: &Message,
    seen: &[Attempt],
    in_doubt: &InDoubt,
    wrong: &mut Vec<String>,
) -> usize {
    let name = format!("{} {reference} ({})", message.channel, message.state);
    if seen.len() > message.attempts {
        wrong.push(format!(
            "{name}: {} attempts were seen, {} are on record",
            seen.len(),
            message.attempts
        ));
    }
    let taken: Vec<_> = seen.iter().filter(|one| one.verdict.is_taken()).collect();
    let answered = seen.iter().any(|one| one.verdict == Verdict::Taken);
    match message.state.as_str() {
        "sent" | "delivered" if !answered => {
            wrong.push(format!("{name}: nobody took it"));
        }
        "failed" if message.reason.as_deref() == Some("expired") => {}
        // Given up after attempts of which nobody knew: then there must have been one.
        "failed" if message.reason.as_deref() == Some("unconfirmed") => {
            let in_silence = seen
                .iter()
                .any(|one| one.verdict == Verdict::TakenInSilence);
            if !in_silence && !in_doubt.iter().any(|(_, doubtful)| doubtful == reference) {
                wrong.push(format!("{name}: every attempt was answered"));
            }
        }
        "failed"
            if seen
                .last()
                .is_none_or(|last| last.verdict != Verdict::Refused) =>
        {
            wrong.push(format!("{name}: nobody refused it ({:?})", message.reason));
        }
        _ => {}
    }
    let mut recipients: Vec<_> = seen.iter().map(|one| &one.to).collect();
    recipients.dedup();
    if recipients.len() > 1 {
        wrong.push(format!("{name}: it went to several: {recipients:?}"));
    }
    for (first, again) in taken.iter().zip(taken.iter().skip(1)) {
        let unknown = first.verdict == Verdict::TakenInSilence
            || in_doubt.contains(&(first.life, reference.to_owned()));
        if !unknown {
            wrong.push(format!(
                "{name}: taken in life {} and again in life {}, and the first was known",
                first.life, again.life
            ));
        }
    }
    taken.len().saturating_sub(1)
}
