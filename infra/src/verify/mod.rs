//! Is everything there, and does it say what the log says?
//!
//! Reads only, beside the running product, in pages of bounded size. The log is read up to where it stood at the start
//! ([`log`]); rows that follow from it are compared, ticket by ticket, with what the events up to the follower's own
//! position lead to, all read in one snapshot ([`rows`]): a follower that is merely behind is not damage. Then the files
//! that the log names are read ([`files`]) and the keys are tried ([`keys`]).
//!
//! What cannot be found: an event of which a clear field was changed by hand into another sensible value. Compare with a
//! backup for that.

mod compared;
mod files;
mod keys;
mod log;
mod report;
mod rows;

pub use compared::{Compared, Derived};
pub use report::{Damage, Finding, Note, Report};

use crate::backup::BackupFault;
use crate::database::{Database, DatabaseFault, Statement};
use crate::files::{BlobFault, Blobs};
use crate::log::{Log, LogFault};
use crate::progress::Progress;
use crate::sql;

const GAPS: Statement = sql!("sql/gaps.sql");
const DISORDER: Statement = sql!("sql/disorder.postgres.sql", "sql/disorder.sqlite.sql");
const OUT_OF_REACH: Statement = sql!(
    "sql/out_of_reach.postgres.sql",
    "sql/out_of_reach.sqlite.sql"
);
const TICKETS_AFTER: Statement = sql!("sql/tickets_after.sql");
const FOLLOWER: Statement = sql!("sql/follower.sql");
const LANES: Statement = sql!("sql/lanes.sql");

/// Every statement of this folder, so that a test can prepare them on both databases.
pub const STATEMENTS: &[&Statement] = &[
    &GAPS,
    &DISORDER,
    &OUT_OF_REACH,
    &TICKETS_AFTER,
    &FOLLOWER,
    &LANES,
];

/// Why it could not be looked at to the end.
#[derive(Debug, thiserror::Error)]
pub enum VerifyFault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Log(#[from] LogFault),
    #[error("the store of files: {0}")]
    Files(#[from] BlobFault),
    #[error(transparent)]
    Backup(#[from] BackupFault),
}

/// What is verified.
pub struct Verify<'a> {
    pub log: &'a Log,
    pub blobs: &'a Blobs,
    /// The rows that follow from the log.
    pub derived: &'a [Box<dyn Derived>],
}

impl Verify<'_> {
    fn database(&self) -> &Database {
        self.log.database()
    }

    /// Looks at everything, and says what is wrong. Fails only where it could not look.
    pub async fn run(&self, progress: &mut Progress) -> Result<Report, VerifyFault> {
        let mut report = Report::new(self.log.head().await?);
        self.keys(&mut report, progress).await?;
        let named = self.read_log(&mut report, progress).await?;
        self.order(&mut report).await?;
        self.rows(&mut report, progress).await?;
        self.files(named, &mut report, progress).await?;
        Ok(report)
    }
}
