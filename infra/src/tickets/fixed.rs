//! What of a ticket hardly ever changes once it is open? Whoever only needs that need not read the ticket again.

use super::Tickets;
use crate::event_store::Fault;
use chrono_tz::Tz;
use domain::ids::{AgencyId, TicketId};
use domain::personal::Subject;
use domain::ticket::{Module, Ticket};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Some hundred bytes each, and nothing personal.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// How long it is believed without looking.
const LIFE: Duration = Duration::from_secs(60);

/// Set when the ticket is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub module: Module,
    /// Of the property: visits are told in its time.
    pub zone: Tz,
    /// To whom free text that is added now belongs. Another one once what stood there was erased: on other nodes it may
    /// be the old one for [`LIFE`], and what is written meanwhile is not kept.
    pub text: Subject,
}

impl Fixed {
    fn of(ticket: &Ticket) -> Option<Self> {
        let opening = ticket.opening.as_deref()?;
        Some(Self {
            module: opening.module,
            zone: opening.property.zone,
            text: opening.text(),
        })
    }
}

type Remembered = LruCache<(AgencyId, TicketId), (Fixed, Instant)>;

#[derive(Debug)]
pub(super) struct Memory(Mutex<Remembered>);

impl Memory {
    pub(super) fn new() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }

    /// Somebody was erased: text may belong to another subject from now on.
    pub(super) fn forget(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tickets {
    /// `None` if this agency has no such ticket.
    pub async fn fixed(&self, agency: AgencyId, ticket: TicketId) -> Result<Option<Fixed>, Fault> {
        let key = (agency, ticket);
        if let Some((fixed, since)) = self.fixed.lock().get(&key)
            && since.elapsed() < LIFE
        {
            return Ok(Some(fixed.clone()));
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
        if let Some(fixed) = &fixed {
            self.fixed.lock().put(key, (fixed.clone(), Instant::now()));
        }
        Ok(fixed)
    }
}
