//! What has the ticket become by the time of an event? Remembered, so that a follower does not read whole streams.
//!
//! The fold is the ticket's own (`Ticket::evolve`): what a follower knows of a ticket can never differ from what the
//! ticket knows of itself. The memory is only an optimisation: whatever does not follow directly on what is
//! remembered is read from the log again.

use super::FollowerFault;
use crate::log::{Fact, Log, RecordedEvent};
use domain::ids::{AgencyId, TicketId};
use domain::ticket::Ticket;
use lru::LruCache;
use std::collections::HashMap;
use std::num::NonZeroUsize;

/// Enough for the tickets that an installation of some hundred agencies touches in a day; a few kilobytes each.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// A ticket as it was after one of its events.
#[derive(Clone, Debug)]
pub struct Folded {
    pub agency: AgencyId,
    pub id: TicketId,
    pub ticket: Ticket,
    /// The sequence of the last event in it.
    pub version: u64,
}

impl Folded {
    pub(crate) fn empty(agency: AgencyId, id: TicketId) -> Self {
        Self {
            agency,
            id,
            ticket: Ticket::default(),
            version: 0,
        }
    }

    /// The ticket after these events, which are its own from the first on; `None` if there are none.
    pub fn after(agency: AgencyId, id: TicketId, events: &[RecordedEvent]) -> Option<Self> {
        let mut folded = Self::empty(agency, id);
        for event in events {
            folded.take(event);
        }
        (folded.version > 0).then_some(folded)
    }

    /// Takes in the event that follows. `false`: that one does not follow.
    pub(crate) fn take(&mut self, event: &RecordedEvent) -> bool {
        if event.sequence != self.version + 1 {
            return false;
        }
        match &event.fact {
            Fact::Ticket(fact) => self.ticket.evolve(fact, &event.stamp()),
            Fact::Person(_) => return false,
        }
        self.version = event.sequence;
        true
    }
}

/// A follower's memory of tickets.
pub struct FoldedTickets {
    log: Log,
    memory: LruCache<(AgencyId, TicketId), Folded>,
}

impl FoldedTickets {
    pub fn new(log: Log) -> Self {
        Self {
            log,
            memory: LruCache::new(REMEMBERED),
        }
    }

    /// Reads, in one go, what a batch needs and is not remembered. Optional: [`Self::advance`] does it one by one.
    pub async fn prepare(&mut self, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        let mut first = HashMap::new();
        for event in batch {
            if let Fact::Ticket(_) = event.fact {
                first
                    .entry((event.agency, TicketId(event.aggregate_id)))
                    .or_insert(event.sequence);
            }
        }
        first.retain(|key, sequence| {
            *sequence > 1
                && self
                    .memory
                    .get(key)
                    .is_none_or(|folded| folded.version + 1 != *sequence)
        });
        if first.is_empty() {
            return Ok(());
        }
        let ids: Vec<TicketId> = first.keys().map(|(_, ticket)| *ticket).collect();
        let streams = self.log.streams(&ids).await?;
        for ((agency, id), first) in first {
            // A stream that cannot be read is found again, and reported, when its event is advanced to.
            let Some(Ok(stream)) = streams.get(&id) else {
                continue;
            };
            let mut folded = Folded::empty(agency, id);
            for event in stream.iter().take_while(|event| event.sequence < first) {
                folded.take(event);
            }
            self.memory.put((agency, id), folded);
        }
        Ok(())
    }

    /// The ticket right after `event`; `None` if it is no ticket's event.
    pub async fn advance(
        &mut self,
        event: &RecordedEvent,
    ) -> Result<Option<&Folded>, FollowerFault> {
        match event.fact {
            Fact::Ticket(_) => self.after(event).await.map(Some),
            // Whose data went could be named in any remembered ticket.
            Fact::Person(_) => {
                self.forget();
                Ok(None)
            }
        }
    }

    async fn after(&mut self, event: &RecordedEvent) -> Result<&Folded, FollowerFault> {
        let key = (event.agency, TicketId(event.aggregate_id));
        let mut folded = match self.memory.pop(&key) {
            Some(folded) => folded,
            None => Folded::empty(key.0, key.1),
        };
        if !folded.take(event) {
            folded = self.load(key, event.sequence).await?;
        }
        Ok(self.memory.get_or_insert(key, || folded))
    }

    /// Folds the stream up to and including `sequence`. Whatever stands behind it, and be it unreadable, is not its matter.
    async fn load(
        &self,
        (agency, id): (AgencyId, TicketId),
        sequence: u64,
    ) -> Result<Folded, FollowerFault> {
        let (events, unreadable) = self.log.readable(agency, id).await?;
        let mut folded = Folded::empty(agency, id);
        for event in events.iter().take_while(|event| event.sequence <= sequence) {
            folded.take(event);
        }
        match unreadable {
            _ if folded.version == sequence => Ok(folded),
            Some(unreadable) => Err(FollowerFault::Poisoned(unreadable.to_string())),
            None => Err(FollowerFault::Poisoned(format!(
                "stream ends at {} before event {sequence}",
                folded.version
            ))),
        }
    }

    /// The stream of a ticket as it reads now, folded as far as it can be read; `None` if that is nothing.
    pub async fn reload(
        &self,
        agency: AgencyId,
        id: TicketId,
    ) -> Result<Option<Folded>, FollowerFault> {
        let mut folded = Folded::empty(agency, id);
        for event in &self.log.readable(agency, id).await?.0 {
            folded.take(event);
        }
        Ok((folded.version > 0).then_some(folded))
    }

    pub fn forget(&mut self) {
        self.memory.clear();
    }
}
