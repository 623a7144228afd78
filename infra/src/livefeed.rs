//! Who wants to know at once that a ticket changed? Open screens, as long as they are open.
//!
//! Nothing here is stored and nothing is promised: whoever was away, or fell behind, reads the list again.

use crate::log::{Fact, Position, RecordedEvent};
use domain::ids::{AgencyId, TicketId};
use tokio::sync::broadcast;

/// Changes that a slow listener may fall behind before it is told to read everything again.
const BACKLOG: usize = 1_024;

/// A ticket's row has changed and can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub agency: AgencyId,
    pub ticket: TicketId,
    /// Where in the log: what a client that reconnects has seen.
    pub position: Position,
}

/// Told after the commit, heard by any number of listeners of this process.
#[derive(Clone, Debug)]
pub struct LiveFeed {
    changes: broadcast::Sender<Change>,
}

impl Default for LiveFeed {
    fn default() -> Self {
        Self {
            changes: broadcast::Sender::new(BACKLOG),
        }
    }
}

impl LiveFeed {
    pub fn new() -> Self {
        Self::default()
    }

    /// Every change from now on. `Lagged` means: read everything again.
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Tells of each ticket in a batch once, at its last event.
    pub fn tell(&self, batch: &[RecordedEvent]) {
        let mut told = std::collections::HashSet::new();
        let mut changes = Vec::new();
        for event in batch
            .iter()
            .rev()
            .filter(|event| matches!(event.fact, Fact::Ticket(_)))
        {
            let ticket = TicketId(event.aggregate_id);
            if told.insert((event.agency, ticket)) {
                changes.push(Change {
                    agency: event.agency,
                    ticket,
                    position: event.position,
                });
            }
        }
        for change in changes.into_iter().rev() {
            // Nobody listening is no failure.
            let _ = self.changes.send(change);
        }
    }
}
