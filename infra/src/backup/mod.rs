//! How does everything that the product knows survive the machine it is on?
//!
//! A backup is a folder of neutral files ([`part`], [`table`]): it is taken while the product runs ([`make`], from one
//! [snapshot](crate::database::Snapshot)) and restored into either kind of database ([`restore`]). The keys of personal data
//! lie in a file of their own ([`keys`]), because an old copy of them brings erased people back. [`catalogue`] says of
//! every table whether it is carried, made anew or left out. See `docs/decisions/0015-backups.md`.
//!
//! | promise | kept by |
//! | --- | --- |
//! | one moment, never half a commit | one read-only snapshot for all tables |
//! | whole or not at all | a folder gets its name, and a database its rows, in one step at the end |
//! | damage is found before anything is written | every part, file and key is checked first |
//! | the log's order is kept | events come in again one after the other, positions are drawn anew |
//! | nothing is sent twice | the outbox is carried with its attempts, and its follower goes on where it stood |

pub mod catalogue;
mod fault;
mod files;
mod keys;
mod make;
mod manifest;
mod part;
mod place;
mod restore;
mod restored;
pub mod table;

pub use fault::BackupFault;
pub use make::{Backup, Made};
pub use manifest::{Files, Manifest};
pub use restore::{Restore, Restored};

use crate::database::Statement;
use crate::sql;

const LOG: Statement = sql!("sql/log.postgres.sql", "sql/log.sqlite.sql");
const APPEND: Statement = sql!("sql/append.postgres.sql", "sql/append.sqlite.sql");
const FOLLOWED: Statement = sql!("sql/followed.postgres.sql", "sql/followed.sqlite.sql");
const FOLLOW_ON: Statement = sql!("sql/follow_on.postgres.sql", "sql/follow_on.sqlite.sql");
const PARK: Statement = sql!("sql/park.postgres.sql", "sql/park.sqlite.sql");
const LOCK: Statement = sql!("sql/lock.postgres.sql", "sql/lock.sqlite.sql");
const HOLD: Statement = sql!("sql/hold.sql");
const SCHEMA: Statement = sql!("sql/schema.sql");

/// Every statement of this folder, so that a test can prepare them on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &LOG, &APPEND, &FOLLOWED, &FOLLOW_ON, &PARK, &LOCK, &HOLD, &SCHEMA,
];

/// The names of the parts that are no tables.
const LOG_PART: &str = "log";
const FILES_PART: &str = "files";
const PARKED_PART: &str = "parked";

/// Rows of one statement when they come in again.
const BATCH: usize = 500;

/// The columns of an event that are carried; the others are drawn or generated anew.
const EVENT_COLUMNS: [&str; 7] = [
    "aggregate_type",
    "aggregate_id",
    "sequence",
    "event_type",
    "event_version",
    "payload",
    "metadata",
];
