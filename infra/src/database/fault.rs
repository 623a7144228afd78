//! What can go wrong with a database, and does it help to try again?

use crate::discretion::Discreet;
use sqlx::error::ErrorKind;
use std::error::Error;
use std::sync::Arc;

/// SQLSTATE of what another try may cure: serialisation failure, deadlock, too many connections, a lock not had in time,
/// shutting down, crash shutdown, still starting.
const RETRYABLE_SQLSTATES: [&str; 7] = [
    "40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03",
];

/// Classes of SQLSTATE after which what was being committed may or may not be there: connection, resources, the
/// operator or a crash, the system, the server itself.
const NOT_ABOUT_THE_STATEMENT: [&str; 5] = ["08", "53", "57", "58", "XX"];

/// SQLite: input or output failed (10), the file is damaged (11), the disk is full (13).
const FAILED_SQLITE_CODES: [u32; 3] = [10, 11, 13];
/// SQLITE_BUSY and SQLITE_LOCKED.
const BUSY_SQLITE_CODES: [u32; 2] = [5, 6];

/// Classes of SQLSTATE that say nothing of what was asked, only that the server cannot be used now: connection,
/// resources, the operator or a crash, the system.
const OUTAGE_SQLSTATES: [&str; 4] = ["08", "53", "57", "58"];
/// The same in single codes: read-only (a standby that is not yet the primary), a lock that does not come.
const OUTAGE_CODES: [&str; 2] = ["25006", "55P03"];
/// SQLite: busy (5), locked (6), input or output failed (10), the disk is full (13), the file cannot be opened (14).
const OUTAGE_SQLITE_CODES: [u32; 5] = [5, 6, 10, 13, 14];

/// A failure of the database or of the way to it. Its text names statements and columns, never values.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseFault {
    #[error("{name}: {}", Discreet(source))]
    Statement {
        name: &'static str,
        source: sqlx::Error,
    },
    #[error("database: {}", Discreet(.0))]
    Connection(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("column {column}: {reason}")]
    Column { column: String, reason: String },
    #[error(
        "the database's schema is number {found}, this program knows number {known}: use the program of its version, or `maincourante migrate` if this one is newer"
    )]
    OtherSchema { found: i64, known: i64 },
    #[error("a database URL starts with postgres:// or sqlite:")]
    UnknownScheme,
    /// One failure that several callers share.
    #[error(transparent)]
    Shared(Arc<DatabaseFault>),
}

impl DatabaseFault {
    pub(super) fn statement(name: &'static str, source: sqlx::Error) -> Self {
        Self::Statement { name, source }
    }

    pub(crate) fn column(column: &str, reason: &'static str) -> Self {
        Self::Column {
            column: column.to_owned(),
            reason: reason.to_owned(),
        }
    }

    pub(crate) fn unreadable(column: &str, error: &(dyn Error + 'static)) -> Self {
        Self::Column {
            column: column.to_owned(),
            reason: crate::discretion::discreet(error),
        }
    }

    fn sqlx(&self) -> Option<&sqlx::Error> {
        match self {
            Self::Statement { source, .. } | Self::Connection(source) => Some(source),
            Self::Shared(fault) => fault.sqlx(),
            Self::Migration(_)
            | Self::Column { .. }
            | Self::OtherSchema { .. }
            | Self::UnknownScheme => None,
        }
    }

    /// A row with that key, or with one of its unique columns, is already there.
    pub fn is_unique_violation(&self) -> bool {
        self.sqlx().is_some_and(is_unique_violation)
    }

    /// The database took the statement up and refused it for what it says, so that it certainly did nothing. False
    /// where nobody knows (the connection was lost, the server went away, the disk failed), and where any other
    /// statement would have fared the same.
    pub fn is_refusal(&self) -> bool {
        let Some(error) = self.sqlx().and_then(sqlx::Error::as_database_error) else {
            return false;
        };
        let code = error.code().unwrap_or_default();
        match code.len() {
            5 => !NOT_ABOUT_THE_STATEMENT.contains(&&code[..2]),
            _ => {
                !is_sqlite_code(&code, &FAILED_SQLITE_CODES)
                    && !is_sqlite_code(&code, &BUSY_SQLITE_CODES)
            }
        }
    }

    /// The same statement may succeed a moment later, unchanged.
    pub fn is_retryable(&self) -> bool {
        self.sqlx().is_some_and(is_retryable)
    }
}

pub(crate) fn is_unique_violation(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|e| e.kind() == ErrorKind::UniqueViolation)
}

fn is_retryable(error: &sqlx::Error) -> bool {
    if let Some(database) = error.as_database_error() {
        let code = database.code().unwrap_or_default();
        return RETRYABLE_SQLSTATES.contains(&code.as_ref())
            || is_sqlite_code(&code, &BUSY_SQLITE_CODES);
    }
    matches!(
        error,
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed
    )
}

/// Extended codes included. An SQLSTATE has five characters, a code of SQLite at most four digits.
fn is_sqlite_code(code: &str, among: &[u32]) -> bool {
    code.len() < 5
        && code
            .parse::<u32>()
            .is_ok_and(|code| among.contains(&(code & 0xff)))
}

/// Whether the database, or the way to it, cannot be used for the moment, and nothing is wrong with what was asked.
/// Looks into whatever the failure was wrapped in on its way.
pub fn is_outage(error: &(dyn Error + 'static)) -> bool {
    let sqlx = match error.downcast_ref::<DatabaseFault>() {
        Some(fault) => fault.sqlx(),
        None => error.downcast_ref::<sqlx::Error>(),
    };
    sqlx.is_some_and(is_unusable) || error.source().is_some_and(is_outage)
}

fn is_unusable(error: &sqlx::Error) -> bool {
    if let Some(database) = error.as_database_error() {
        let code = database.code().unwrap_or_default();
        let class = code.get(..2).unwrap_or_default();
        return match code.len() {
            5 => OUTAGE_SQLSTATES.contains(&class) || OUTAGE_CODES.contains(&code.as_ref()),
            _ => is_sqlite_code(&code, &OUTAGE_SQLITE_CODES),
        } || is_retryable(error);
    }
    // A connection that ends while it is being made reads as nonsense rather than as an end.
    is_retryable(error)
        || matches!(
            error,
            sqlx::Error::PoolClosed | sqlx::Error::Protocol(_) | sqlx::Error::Tls(_)
        )
}
