//! What happened, in one order over all streams?
//!
//! Followers read from their own position on and never miss an event to a transaction that commits late (see
//! `docs/decisions/0002-one-order-over-all-streams.md`). Personal values come out opened, or erased. An event that
//! cannot be read is an error of that entry alone: whoever follows parks that ticket and goes on.

mod entry;
mod position;
pub(crate) mod raw;

pub use entry::{Entry, Fact, RecordedEvent, Unreadable, is_unreadable};
pub use position::{NotAPosition, Position};
pub use raw::STATEMENTS;

use crate::database::{Database, DatabaseFault};
use crate::event_store::upcasters;
use crate::sealing::{MasterKey, Sealing, SealingFault};
use cqrs_es::Aggregate;
use domain::ids::{AgencyId, TicketId};
use domain::ticket::Ticket;
use raw::RawEvent;
use std::collections::HashMap;
use std::time::Duration;

/// How long to wait for the events that a transaction still hides, time and again.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(2),
    Duration::from_millis(3),
    Duration::from_millis(5),
    Duration::from_millis(10),
    Duration::from_millis(20),
    Duration::from_millis(20),
];

/// A failure to read the log.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Sealing(#[from] SealingFault),
    /// Only where one stream was asked for: it cannot be shown with a hole.
    #[error("event {sequence} of {aggregate_id}: {unreadable}")]
    Unreadable {
        aggregate_id: uuid::Uuid,
        sequence: u64,
        #[source]
        unreadable: Unreadable,
    },
}

/// One stream, or the first of its events that cannot be read.
pub type Stream = Result<Vec<RecordedEvent>, Unreadable>;

/// Reads the log. Clones share the database.
#[derive(Clone, Debug)]
pub struct Log {
    database: Database,
    sealing: Sealing,
}

/// Whether the events were copied from another PostgreSQL together with the numbers of their transactions, as `pg_dump`
/// does. Readers go by these numbers: what stands in the future of this server is not read, and what is written before
/// the server gets there is passed over.
pub async fn is_from_elsewhere(database: &Database) -> Result<bool, DatabaseFault> {
    raw::is_written_elsewhere(database).await
}

impl Log {
    pub fn new(sealing: Sealing) -> Self {
        Self {
            database: sealing.database().clone(),
            sealing,
        }
    }

    /// What the keys of this log are sealed with.
    pub fn master(&self) -> &MasterKey {
        self.sealing.master()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    /// At most `limit` entries after a position, in order. Empty means: nothing more for now.
    ///
    /// What is committed but may still be preceded by something is waited for, 60 ms at most: most transactions
    /// are over by then, and a reader that gave up at once would sleep until the next bell.
    pub async fn read(&self, after: Position, limit: u32) -> Result<Vec<Entry>, LogFault> {
        let mut events = raw::read_after(&self.database, after, limit).await?;
        for pause in PAUSES {
            if !events.is_empty() || !raw::any_after(&self.database, after).await? {
                break;
            }
            tokio::time::sleep(pause).await;
            events = raw::read_after(&self.database, after, limit).await?;
        }
        self.entries(events).await
    }

    /// All events of one ticket; empty if this agency has no such ticket.
    pub async fn stream(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<Vec<RecordedEvent>, LogFault> {
        let mut events = self.events_of(&[ticket]).await?;
        events.retain(|raw| raw.agency == agency);
        let entries = self.entries(events).await?;
        entries.into_iter().map(Entry::required).collect()
    }

    /// A ticket's events up to the first that cannot be read, and why that one cannot.
    pub async fn readable(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<(Vec<RecordedEvent>, Option<Unreadable>), LogFault> {
        let mut events = self.events_of(&[ticket]).await?;
        events.retain(|raw| raw.agency == agency);
        let mut readable = Vec::new();
        for entry in self.entries(events).await? {
            match entry.recorded {
                Ok(event) => readable.push(event),
                Err(unreadable) => return Ok((readable, Some(unreadable))),
            }
        }
        Ok((readable, None))
    }

    /// The events of several tickets, each ticket by itself; those without events are absent.
    pub async fn streams(
        &self,
        tickets: &[TicketId],
    ) -> Result<HashMap<TicketId, Stream>, LogFault> {
        let events = self.events_of(tickets).await?;
        let mut streams: HashMap<TicketId, Stream> = HashMap::new();
        for entry in self.entries(events).await? {
            let stream = streams
                .entry(TicketId::new(entry.aggregate_id))
                .or_insert_with(|| Ok(Vec::new()));
            match (stream.as_mut(), entry.recorded) {
                (Ok(events), Ok(event)) => events.push(event),
                (Ok(_), Err(unreadable)) => *stream = Err(unreadable),
                (Err(_), _) => {}
            }
        }
        Ok(streams)
    }

    /// The last position that a reader may see now; the start if the log is empty.
    pub async fn head(&self) -> Result<Position, LogFault> {
        Ok(raw::head(&self.database).await?)
    }

    /// Where the `version`-th event of a ticket stands. It may stand there before a reader may see it.
    pub async fn position_of(
        &self,
        ticket: TicketId,
        version: u64,
    ) -> Result<Option<Position>, LogFault> {
        let sequence = i64::try_from(version).unwrap_or(i64::MAX);
        Ok(raw::position_of(&self.database, Ticket::TYPE, ticket.uuid(), sequence).await?)
    }

    async fn events_of(&self, tickets: &[TicketId]) -> Result<Vec<RawEvent>, LogFault> {
        let ids: Vec<_> = tickets.iter().map(|ticket| ticket.uuid()).collect();
        Ok(raw::read_streams(&self.database, Ticket::TYPE, &ids).await?)
    }

    async fn entries(&self, mut events: Vec<RawEvent>) -> Result<Vec<Entry>, LogFault> {
        let opened = raw::open(&self.sealing, &mut events).await?;
        let upcasters = upcasters();
        Ok(events
            .into_iter()
            .zip(opened)
            .map(|(raw, opened)| Entry::new(raw, opened, &upcasters))
            .collect())
    }
}
