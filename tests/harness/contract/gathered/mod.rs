//! What could a store get wrong that remembers streams and writes the commits of many at once?

mod failures;
mod rivals;

pub use failures::*;
pub use rivals::*;

use super::bench::{Bench, context};
use domain::ids::TicketId;
use domain::personal::{Personal, Subject};
use domain::ticket::TicketCommand;
use domain::value::ShortText;
use infra::database::Statement;
use infra::tickets::{CommandError, Committed, Tickets};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const fn on_any(name: &'static str, text: &'static str) -> Statement {
    Statement {
        name,
        postgres: text,
        sqlite: text,
    }
}

pub(super) fn closing() -> TicketCommand {
    TicketCommand::CloseTicket { comment: None }
}

pub(super) fn reopening(ticket: TicketId) -> TicketCommand {
    let reason = ShortText::parse("Oubli").expect("a valid sample");
    TicketCommand::ReopenTicket {
        reason: Personal::new(Subject::ticket(ticket), reason),
        allowed: true,
    }
}

pub(super) async fn ask(
    bench: &Bench,
    node: &Tickets,
    ticket: TicketId,
    command: TicketCommand,
) -> Result<Committed, CommandError> {
    node.execute(bench.agency, ticket, command, context(), None)
        .await
}

/// Every stream as the log has it: its sequences in the order of the log.
pub(super) async fn streams(bench: &Bench) -> BTreeMap<Uuid, Vec<u64>> {
    let mut streams: BTreeMap<Uuid, Vec<u64>> = BTreeMap::new();
    for entry in bench.everything().await {
        streams
            .entry(entry.aggregate_id)
            .or_default()
            .push(entry.sequence);
    }
    streams
}

pub(super) fn assert_whole(streams: &BTreeMap<Uuid, Vec<u64>>) {
    for (stream, sequences) in streams {
        let expected: Vec<u64> = (1..=sequences.len() as u64).collect();
        assert_eq!(*sequences, expected, "the order of {stream} in the log");
    }
}
