//! Who else must learn of every event, exactly once and in order?
//!
//! A [`Follower`] (a projection, the timers, the outbox) reads the log from its own position. A [`Runner`] hands it the
//! log in batches and commits what the batch caused together with the new position, in one transaction. Hence the
//! three promises:
//!
//! - **nothing is lost and nothing repeated**: a crash undoes rows and position alike ([`batch`]);
//! - **one at a time in a cluster**: a holder that was overtaken cannot commit any more ([`lease`]);
//! - **one bad ticket stops itself only**: its events are set aside until somebody asks to try again ([`parking`]).
//!
//! State that a follower needs to understand an event is the ticket itself, folded ([`folded`]); rows that are wrong or
//! need another shape are rebuilt beside the live ones and swapped in ([`rebuild`]).

mod batch;
mod fault;
mod folded;
mod lag;
mod lease;
mod parking;
mod rebuild;
mod runner;

pub use fault::FollowerFault;
pub use folded::{Folded, FoldedTickets};
pub use lag::{Lag, lag};
pub use lease::{Generation, Lease, LeaseTerms};
pub use parking::{ParkedLane, Parking};
pub use rebuild::{Rebuildable, rebuild};
pub use runner::{Runner, RunnerSettings};

use crate::database::{Statement, Tx};
use crate::log::RecordedEvent;
use async_trait::async_trait;

/// Keeps rows that follow from the log.
#[async_trait]
pub trait Follower: Send {
    /// The key of its position; never changes.
    fn name(&self) -> &str;

    /// Writes what `batch` causes. The events come in the log's order, each exactly once as far as committed
    /// transactions go; a batch that failed comes again, perhaps in smaller pieces.
    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault>;

    /// Drops whatever is remembered besides the rows: the transaction was rolled back, or another node was at work.
    async fn forget(&mut self);

    /// Which generation of rows to write from now on. For followers that can be rebuilt ([`Rebuildable`]).
    fn write_to(&mut self, _generation: Generation) {}

    /// `batch` is durable. Runs on every node, also where another node's runner applied it.
    fn committed(&mut self, _batch: &[RecordedEvent]) {}
}

/// Every statement of this folder, so that a test can prepare them on both databases.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    [
        lease::STATEMENTS,
        parking::STATEMENTS,
        rebuild::STATEMENTS,
        lag::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
