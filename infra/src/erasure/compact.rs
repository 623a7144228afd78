//! How does what was overwritten leave the database's own files, and not only its tables?

use super::{Erasure, ErasureFault};
use crate::database::LeftOver;

/// Tables with copies in the clear, and those that keys and digests are deleted from. Events and snapshots hold none.
const TABLES: [&str; 10] = [
    "party",
    "contractor",
    "staff",
    "login",
    "login_failure",
    "session",
    "api_token",
    "mailbox_message",
    "ticket_list",
    "sealing_key",
];

impl Erasure {
    /// Writes the tables that hold copies anew. Whoever uses them waits meanwhile. Says what it could not do.
    pub async fn compact(&self) -> Result<Vec<LeftOver>, ErasureFault> {
        Ok(self.database.compact(&TABLES).await?)
    }
}
