//! What is each ticket waiting for, and who acts when the time has come?
//!
//! The armed deadlines of a ticket are a function of its state ([`Ticket::deadlines`](domain::ticket::Ticket)). The
//! [`TimersFollower`] keeps them as rows; the [`TimerWorker`] claims those that are due and issues the command
//! [`FireTimer`](domain::ticket::TicketCommand::FireTimer). The ticket decides, from its state at that moment, whether the deadline
//! still applies: a row is a reminder to ask, never a decision. Hence a row may be claimed twice, late, or after its
//! reason has gone, and nothing happens twice.

mod arm;
mod claim;
mod query;
mod verify;
mod worker;

pub use arm::TimersFollower;
pub use query::{ArmedTimer, Timers};
pub use verify::TimersDerived;
pub use worker::TimerWorker;

use crate::database::Statement;
use crate::sql;

/// The follower's name: the key of its position, and the generation of rows that fire.
pub const NAME: &str = "timers";

const DISARM: Statement = sql!("sql/disarm.postgres.sql", "sql/disarm.sqlite.sql");
const ARM: Statement = sql!("sql/arm.postgres.sql", "sql/arm.sqlite.sql");
const CLAIM: Statement = sql!("sql/claim.postgres.sql", "sql/claim.sqlite.sql");
const SPEND: Statement = sql!("sql/spend.sql");
const POSTPONE: Statement = sql!("sql/postpone.sql");
const UPCOMING: Statement = sql!("sql/upcoming.sql");
const OLDEST_DUE: Statement = sql!("sql/oldest_due.sql");
const NEXT_DUE: Statement = sql!("sql/next_due.sql");
const DISCARD: Statement = sql!("sql/discard.sql");

/// Every statement of this folder, so that a test can prepare them on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &DISARM,
    &ARM,
    &CLAIM,
    &SPEND,
    &POSTPONE,
    &UPCOMING,
    &OLDEST_DUE,
    &NEXT_DUE,
    &DISCARD,
];
