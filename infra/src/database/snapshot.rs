//! How is a whole database read as it was at one moment, while others go on writing?
//!
//! PostgreSQL: one `REPEATABLE READ READ ONLY` transaction. It draws no transaction number, so it does not hold back
//! the readers of the log; it does hold back vacuum for as long as it lasts. SQLite: one read transaction on a
//! connection of its own; the write-ahead log grows meanwhile, because nothing after the snapshot can be checkpointed.

use super::{Database, DatabaseFault, Pools, Row, Statement, Value, run};
use futures::stream::BoxStream;
use sqlx::{Postgres, Sqlite, Transaction};

/// The database at one moment. Reads only; rolled back when dropped.
#[derive(Debug)]
pub enum Snapshot {
    Postgres(Transaction<'static, Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
}

impl Database {
    /// The moment is now.
    pub async fn snapshot(&self) -> Result<Snapshot, DatabaseFault> {
        let mut snapshot = match &self.pools {
            Pools::Postgres(pool) => Snapshot::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
            Pools::Sqlite { readers, .. } => Snapshot::Sqlite(readers.begin().await?),
        };
        // Both fix the moment at the first statement, not at BEGIN.
        snapshot
            .fetch_assembled("SELECT count(*) AS n FROM events WHERE sequence < 0", &[])
            .await?;
        Ok(snapshot)
    }
}

impl Snapshot {
    pub async fn fetch(
        &mut self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match self {
            Self::Postgres(tx) => run::postgres_fetch(&mut **tx, statement.postgres, params).await,
            Self::Sqlite(tx) => run::sqlite_fetch(&mut **tx, statement.sqlite, params).await,
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Reads with a text that both databases take.
    pub async fn fetch_assembled(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match self {
            Self::Postgres(tx) => run::postgres_fetch(&mut **tx, sql, params).await,
            Self::Sqlite(tx) => run::sqlite_fetch(&mut **tx, sql, params).await,
        };
        outcome.map_err(|source| DatabaseFault::statement("assembled", source))
    }

    /// The rows as they come, none kept: for tables of any size.
    pub fn stream<'a>(
        &'a mut self,
        statement: &Statement,
    ) -> BoxStream<'a, Result<Row, DatabaseFault>> {
        match self {
            Self::Postgres(_) => self.stream_assembled(statement.postgres),
            Self::Sqlite(_) => self.stream_assembled(statement.sqlite),
        }
    }

    pub fn stream_assembled<'a>(
        &'a mut self,
        sql: &'a str,
    ) -> BoxStream<'a, Result<Row, DatabaseFault>> {
        match self {
            Self::Postgres(tx) => run::postgres_stream(&mut **tx, sql),
            Self::Sqlite(tx) => run::sqlite_stream(&mut **tx, sql),
        }
    }
}
