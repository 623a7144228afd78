//! What is to be told, to whom, and what became of it?
//!
//! ```text
//!            ┌─────────────── later, unknown: due again ───────────────┐
//!            ▼                                                         │
//! (event) ─► due ─► attempted ─► sent ─► delivered      attempted ─► later | unknown
//!    │                   └─────► failed ─► told to the ticket
//!    └─► suppressed (silent mode; too late to be of use; the person was erased)
//! ```
//!
//! A row is made by the [`OutboxFollower`], once per event, recipient and channel. It holds references, never names,
//! addresses or texts: those are looked up when the message leaves. An attempt is recorded before it is made, so a crash
//! in between reads as *unknown*, not as *never tried*.
//!
//! Messages to one person about one ticket by one channel form a lane and leave in order. E-mail and SMS are separate
//! lanes: a mail server that is down must not hold back the question whether somebody is on site.
//!
//! A row remembers how many of its attempts perhaps succeeded. Once one did, the message is never again *certainly not
//! sent*: it reads as *unknown* until somebody confirms it, and as *perhaps* even if it fails for good.

mod claim;
mod memo;
mod query;
mod record;
mod stage;
mod state;
mod stop;
mod verify;

use std::time::Duration;

pub use claim::Claimed;
pub use memo::Memo;
pub use query::{Count, OutboxView, Undelivery};
pub use record::Report;
pub use stage::OutboxFollower;
pub use state::State;
pub use stop::Stop;
pub use verify::OutboxDerived;

use crate::database::{Database, Statement};
use crate::sql;

/// The follower's name: the key of its position.
pub const NAME: &str = "outbox";

const STAGE: Statement = sql!("sql/stage.postgres.sql", "sql/stage.sqlite.sql");
const CLAIM: Statement = sql!("sql/claim.postgres.sql", "sql/claim.sqlite.sql");
const GIVE_UP_EXPIRED: Statement = sql!(
    "sql/give_up_expired.postgres.sql",
    "sql/give_up_expired.sqlite.sql"
);
const RECORD: Statement = sql!("sql/record.sql");
const PUT_BACK: Statement = sql!("sql/put_back.sql");
const REPORT_DELIVERED: Statement = sql!("sql/report_delivered.sql");
const REPORT_UNDELIVERED: Statement = sql!("sql/report_undelivered.sql");
const UNREPORTED: Statement = sql!("sql/unreported.sql");
const MARK_REPORTED: Statement = sql!("sql/mark_reported.sql");
const FOR_TICKET: Statement = sql!("sql/for_ticket.sql");
const NEXT_DUE: Statement = sql!("sql/next_due.sql");
const COUNTS: Statement = sql!("sql/counts.sql");
const STOPS: Statement = sql!("sql/stops.sql");
const STOP_CHANNEL: Statement = sql!("sql/stop_channel.sql");
const RESUME_CHANNEL: Statement = sql!("sql/resume_channel.sql");
const GIVE_UP_WAITING: Statement = sql!("sql/give_up_waiting.sql");

/// Every statement of this folder, so that a test can prepare them on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &STAGE,
    &CLAIM,
    &GIVE_UP_EXPIRED,
    &RECORD,
    &PUT_BACK,
    &REPORT_DELIVERED,
    &REPORT_UNDELIVERED,
    &UNREPORTED,
    &MARK_REPORTED,
    &FOR_TICKET,
    &NEXT_DUE,
    &COUNTS,
    &STOPS,
    &STOP_CHANNEL,
    &RESUME_CHANNEL,
    &GIVE_UP_WAITING,
];

/// How long a worker may be busy with one message before its attempt counts as interrupted. Longer than any channel's
/// own bound; judged by the database's clock, because the nodes' clocks may disagree.
const LEASE: Duration = Duration::from_secs(600);

/// The rows, for workers, pages and health. Clones share the database.
#[derive(Clone, Debug)]
pub struct Outbox {
    database: Database,
    lease: Duration,
}

impl Outbox {
    pub fn new(database: Database) -> Self {
        Self {
            database,
            lease: LEASE,
        }
    }

    /// With another lease, for tests of what happens when it runs out.
    pub fn with_lease(database: Database, lease: Duration) -> Self {
        Self { database, lease }
    }
}
