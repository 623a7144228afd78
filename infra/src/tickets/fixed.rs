//! What of a ticket never changes once it is open? Whoever only needs that need not read the ticket again.

use super::Tickets;
use crate::event_store::Fault;
use chrono_tz::Tz;
use domain::ids::{AgencyId, TicketId};
use domain::ticket::{Module, Ticket};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// Some hundred bytes each, and nothing personal.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// Set when the ticket is opened, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub module: Module,
    /// Of the property: visits are told in its time.
    pub zone: Tz,
}

impl Fixed {
    fn of(ticket: &Ticket) -> Option<Self> {
        let opening = ticket.opening.as_deref()?;
        Some(Self {
            module: opening.module,
            zone: opening.property.zone,
        })
    }
}

#[derive(Debug)]
pub(super) struct Memory(Mutex<LruCache<(AgencyId, TicketId), Fixed>>);

impl Memory {
    pub(super) fn new() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

impl Tickets {
    /// `None` if this agency has no such ticket.
    pub async fn fixed(&self, agency: AgencyId, ticket: TicketId) -> Result<Option<Fixed>, Fault> {
        let key = (agency, ticket);
        let memory = || self.fixed.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fixed) = memory().get(&key) {
            return Ok(Some(*fixed));
        }
        let fixed = match &self.group {
            // The ticket stays remembered for the command that follows.
            Some(group) => {
                group
                    .look(&self.sealing, (agency, ticket.uuid()), Fixed::of)
                    .await?
            }
            None => self
                .load(agency, ticket)
                .await?
                .map(|loaded| loaded.ticket)
                .as_ref()
                .and_then(Fixed::of),
        };
        if let Some(fixed) = fixed {
            memory().put(key, fixed);
        }
        Ok(fixed)
    }
}
