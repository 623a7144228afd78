//! How is somebody erased, from end to end, and what does whoever decides it see beforehand?
//!
//! 1. [`Erasure::find`] says under which entries somebody is known. A person typed in by hand has no entry but the ticket.
//! 2. [`Erasure::plan`] says what would go: it changes nothing.
//! 3. [`Erasure::carry_out`] destroys the keys and empties the entries in one transaction. From then on nothing can be
//!    read any more. Then the log is told, followers clear their copies, and files are deleted: what is left of that after
//!    a crash is done by [`Erasure::finish_interrupted`], on start and from then on twice a minute.
//! 4. [`Erasure::compact`] takes what was overwritten out of the database's own files.

mod carry_out;
mod compact;
mod find;
mod likeness;
mod plan;
mod traces;
mod whom;

pub use find::Found;
pub use plan::{FileToGo, Plan, Thoroughness, TicketNumber};
pub use whom::Whom;

use crate::clock::Clock;
use crate::database::{Database, DatabaseFault, Statement};
use crate::directory::Directory;
use crate::event_store::Fault;
use crate::files::{BlobFault, Blobs};
use crate::log::{Log, LogFault};
use crate::sealing::{Sealing, SealingFault};
use crate::sql;
use crate::staff::Staff;
use crate::tickets::Tickets;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

const KEYS_LIKE: Statement = sql!("sql/keys_like.sql");
const UNANNOUNCED: Statement = sql!("sql/unannounced.sql");
const RECEIPT: Statement = sql!("sql/receipt.sql");
const KEEP_RECEIPT: Statement = sql!("sql/keep_receipt.sql");
const MENTIONS: Statement = sql!("sql/mentions.postgres.sql", "sql/mentions.sqlite.sql");
const ATTACHMENTS_LIKE: Statement = sql!(
    "sql/attachments_like.postgres.sql",
    "sql/attachments_like.sqlite.sql"
);
const LIVING_KEYS: Statement = sql!("sql/living_keys.postgres.sql", "sql/living_keys.sqlite.sql");

/// All of them, so that a test can prepare each on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &KEYS_LIKE,
    &UNANNOUNCED,
    &RECEIPT,
    &KEEP_RECEIPT,
    &MENTIONS,
    &ATTACHMENTS_LIKE,
    &LIVING_KEYS,
];

/// What goes wrong. Names entries, never values.
#[derive(Debug, thiserror::Error)]
pub enum ErasureFault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Log(#[from] LogFault),
    #[error(transparent)]
    Store(#[from] Fault),
    #[error(transparent)]
    Sealing(#[from] SealingFault),
    #[error(transparent)]
    Files(#[from] BlobFault),
    #[error("a receipt cannot be read: {0}")]
    Receipt(#[from] serde_json::Error),
}

/// What was erased: figures and identifiers, nothing of the person. The first one is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub erased_at: DateTime<Utc>,
    /// Numbers of the tickets that concern the person. They stay, and say *[effacé]* where the person was.
    pub tickets: Vec<u64>,
    /// Numbers of the tickets that lost free text.
    pub texts: Vec<u64>,
    /// How many files were deleted.
    pub files: u64,
    /// Other entries of the same person that were erased with this one, as `kind:id`.
    pub with: Vec<String>,
}

/// The erasing of all agencies. Clones share everything.
#[derive(Clone)]
pub struct Erasure {
    database: Database,
    clock: Clock,
    sealing: Sealing,
    log: Log,
    tickets: Tickets,
    directory: Directory,
    staff: Staff,
    blobs: Blobs,
}

impl Erasure {
    /// `tickets` and `staff` are those that the process works with, so that they forget what they remember.
    pub fn new(
        sealing: Sealing,
        clock: Clock,
        tickets: Tickets,
        staff: Staff,
        blobs: Blobs,
    ) -> Self {
        let database = sealing.database().clone();
        Self {
            log: Log::new(sealing.clone()),
            directory: Directory::new(database.clone()),
            staff,
            database,
            clock,
            sealing,
            tickets,
            blobs,
        }
    }
}
