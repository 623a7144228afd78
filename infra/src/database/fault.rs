//! What can go wrong with a database, and does it help to try again?

use sqlx::error::ErrorKind;

/// SQLSTATE of what another try may cure: serialisation failure, deadlock, too many connections, shutting down,
/// crash shutdown, still starting.
const RETRYABLE_SQLSTATES: [&str; 6] = ["40001", "40P01", "53300", "57P01", "57P02", "57P03"];

/// A failure of the database or of the way to it. Its text names statements and columns, never values.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseFault {
    #[error("{name}: {source}")]
    Statement {
        name: &'static str,
        source: sqlx::Error,
    },
    #[error("database: {0}")]
    Connection(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("column {column}: {reason}")]
    Column { column: String, reason: String },
    #[error("a database URL starts with postgres:// or sqlite:")]
    UnknownScheme,
}

impl DatabaseFault {
    pub(super) fn statement(name: &'static str, source: sqlx::Error) -> Self {
        Self::Statement { name, source }
    }

    pub(super) fn column(column: &str, reason: impl ToString) -> Self {
        Self::Column {
            column: column.to_owned(),
            reason: reason.to_string(),
        }
    }

    fn sqlx(&self) -> Option<&sqlx::Error> {
        match self {
            Self::Statement { source, .. } | Self::Connection(source) => Some(source),
            Self::Migration(_) | Self::Column { .. } | Self::UnknownScheme => None,
        }
    }

    /// A row with that key, or with one of its unique columns, is already there.
    pub fn is_unique_violation(&self) -> bool {
        self.sqlx().is_some_and(is_unique_violation)
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
        return RETRYABLE_SQLSTATES.contains(&code.as_ref()) || is_sqlite_busy(&code);
    }
    matches!(
        error,
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed
    )
}

/// SQLITE_BUSY (5) or SQLITE_LOCKED (6), extended codes included. An SQLSTATE has five characters, a code of
/// SQLite at most four digits.
fn is_sqlite_busy(code: &str) -> bool {
    code.len() < 5
        && code
            .parse::<u32>()
            .is_ok_and(|code| matches!(code & 0xff, 5 | 6))
}
