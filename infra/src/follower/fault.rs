//! Why could a follower not go on, and is it the event's fault or the world's?

use crate::database::DatabaseFault;
use crate::log::LogFault;

/// A failure while following. Its text names rules, statements and columns, never values of an event.
#[derive(Debug, thiserror::Error)]
pub enum FollowerFault {
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    #[error(transparent)]
    Log(#[from] LogFault),
    /// This event (or the stream it belongs to) cannot be processed as it is; others can.
    #[error("{0}")]
    Poisoned(String),
    /// Another node took the lease over: this one must stop writing.
    #[error("another node follows as {0} now")]
    FencedOut(String),
}

impl FollowerFault {
    /// Whether the batch's content is to blame, so that looking for the culprit makes sense. Everything else (no
    /// connection, a missing table, a lost lease) would fail for any event, and parking tickets for it would be wrong.
    pub(super) fn blames_the_batch(&self) -> bool {
        match self {
            Self::Poisoned(_) => true,
            Self::Database(fault) => refuses_the_values(fault),
            Self::Log(fault) => match fault {
                LogFault::Unreadable { .. } => true,
                LogFault::Database(_) | LogFault::Sealing(_) => false,
            },
            Self::FencedOut(_) => false,
        }
    }
}

fn refuses_the_values(fault: &DatabaseFault) -> bool {
    match fault {
        DatabaseFault::Statement { source, .. } | DatabaseFault::Connection(source) => source
            .as_database_error()
            .and_then(|error| error.code())
            .is_some_and(|code| is_about_values(&code)),
        DatabaseFault::Shared(fault) => refuses_the_values(fault),
        DatabaseFault::Migration(_)
        | DatabaseFault::Column { .. }
        | DatabaseFault::OtherSchema { .. }
        | DatabaseFault::UnknownScheme => false,
    }
}

/// SQLSTATE classes 21 (one row twice in one statement), 22 (data exception), 23 (integrity constraint) and 54 (more
/// than an index or a statement takes); SQLite's TOOBIG (18), CONSTRAINT (19) and
/// MISMATCH (20), extended codes included.
fn is_about_values(code: &str) -> bool {
    match code.len() {
        5 => ["21", "22", "23", "54"]
            .iter()
            .any(|class| code.starts_with(class)),
        _ => code
            .parse::<u32>()
            .is_ok_and(|code| matches!(code & 0xff, 18..=20)),
    }
}
