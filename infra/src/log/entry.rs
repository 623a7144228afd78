//! What does a reader of the log get for each event?

use super::raw::RawEvent;
use super::{LogFault, Position};
use crate::event_store::upcast;
use crate::sealing::NotOpened;
use cqrs_es::Aggregate;
use cqrs_es::persist::{EventUpcaster, SerializedEvent};
use domain::ids::AgencyId;
use domain::metadata::Metadata;
use domain::person::{Person, PersonEvent};
use domain::ticket::{Stamp, Stamped, Ticket, TicketEvent};
use std::error::Error;
use uuid::Uuid;

/// A fact of any stream.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    Ticket(Box<TicketEvent>),
    Person(PersonEvent),
}

/// An event as it was recorded, in today's shape, with its personal values opened or erased.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedEvent {
    pub position: Position,
    pub agency: AgencyId,
    pub aggregate_id: Uuid,
    /// Its place in its own stream, from 1 on: after it the stream has this version.
    pub sequence: u64,
    pub fact: Fact,
    pub metadata: Metadata,
}

impl RecordedEvent {
    /// What the fold needs beside the fact.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            at: self.metadata.at,
            by: self.metadata.actor.clone(),
        }
    }

    /// The fact, if it is one of a ticket.
    pub fn ticket_event(&self) -> Option<&TicketEvent> {
        match &self.fact {
            Fact::Ticket(event) => Some(event),
            Fact::Person(_) => None,
        }
    }
}

/// Why an event cannot be read. Says where, never what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    #[error("the stream's id is not a UUID")]
    Id,
    #[error("no aggregate is called {0:?}")]
    AggregateType(String),
    #[error("{event_type} (version {event_version}) does not have the shape of any version known")]
    Shape {
        event_type: String,
        event_version: String,
    },
    #[error("the metadata does not have the shape known")]
    Metadata,
}

/// Whether an event stands in the way that cannot be read: nothing that is asked of its stream can be carried out, now or
/// later. Looks into whatever the failure was wrapped in on its way.
pub fn is_unreadable(error: &(dyn Error + 'static)) -> bool {
    error.is::<Unreadable>() || error.source().is_some_and(is_unreadable)
}

/// One place in the log, whether or not what stands there can be read.
#[derive(Clone, Debug)]
pub struct Entry {
    pub position: Position,
    pub agency: AgencyId,
    pub aggregate_type: String,
    /// Nil where the stored id is not a UUID.
    pub aggregate_id: Uuid,
    pub sequence: u64,
    pub recorded: Result<RecordedEvent, Unreadable>,
}

impl Entry {
    pub(super) fn new(
        raw: RawEvent,
        opened: Result<(), NotOpened>,
        upcasters: &[Box<dyn EventUpcaster>],
    ) -> Self {
        let RawEvent {
            position,
            agency,
            event,
        } = raw;
        let id = Uuid::parse_str(&event.aggregate_id);
        let sequence = event.sequence as u64;
        let aggregate_type = event.aggregate_type.clone();
        let aggregate_id = id.as_ref().copied().unwrap_or_default();
        let recorded = match (opened, id) {
            (Err(not_opened), _) => Err(not_opened.into()),
            (Ok(()), Err(_)) => Err(Unreadable::Id),
            (Ok(()), Ok(aggregate_id)) => {
                read(upcast(event, upcasters)).map(|(fact, metadata)| RecordedEvent {
                    position,
                    agency,
                    aggregate_id,
                    sequence,
                    fact,
                    metadata,
                })
            }
        };
        Self {
            position,
            agency,
            aggregate_type,
            aggregate_id,
            sequence,
            recorded,
        }
    }

    pub(super) fn required(self) -> Result<RecordedEvent, LogFault> {
        let (aggregate_id, sequence) = (self.aggregate_id, self.sequence);
        self.recorded.map_err(|unreadable| LogFault::Unreadable {
            aggregate_id,
            sequence,
            unreadable,
        })
    }
}

fn read(event: SerializedEvent) -> Result<(Fact, Metadata), Unreadable> {
    let SerializedEvent {
        aggregate_type,
        event_type,
        event_version,
        payload,
        metadata,
        ..
    } = event;
    let shape = |_| Unreadable::Shape {
        event_type,
        event_version,
    };
    let fact = if aggregate_type == Ticket::TYPE {
        let stamped: Stamped = serde_json::from_value(payload).map_err(shape)?;
        Fact::Ticket(Box::new(stamped.fact))
    } else if aggregate_type == Person::TYPE {
        Fact::Person(serde_json::from_value(payload).map_err(shape)?)
    } else {
        return Err(Unreadable::AggregateType(aggregate_type));
    };
    let metadata = serde_json::from_value(metadata).map_err(|_| Unreadable::Metadata)?;
    Ok((fact, metadata))
}
