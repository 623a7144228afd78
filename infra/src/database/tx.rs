//! What belongs together? A transaction, rolled back when it is dropped without a commit.

use super::lent::Lent;
use super::{DatabaseFault, Row, Statement, Value, run};
use futures::stream::BoxStream;
use sqlx::{Sqlite, Transaction};

/// A transaction that may write, from [`super::Database::begin`].
#[derive(Debug)]
pub enum Tx {
    Postgres(Lent),
    Sqlite(Transaction<'static, Sqlite>),
}

impl Tx {
    /// Writes; says how many rows it touched.
    pub async fn execute(
        &mut self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<u64, DatabaseFault> {
        let outcome = match self {
            Self::Postgres(tx) => tx.execute(statement.postgres, params).await,
            Self::Sqlite(tx) => run::sqlite_execute(&mut **tx, statement.sqlite, params).await,
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Writes with a text that was assembled, in the dialect of the database.
    pub async fn execute_assembled(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<u64, DatabaseFault> {
        let outcome = match self {
            Self::Postgres(tx) => tx.execute(sql, params).await,
            Self::Sqlite(tx) => run::sqlite_execute(&mut **tx, sql, params).await,
        };
        outcome.map_err(|source| DatabaseFault::statement("assembled", source))
    }

    /// Reads, or writes with `… RETURNING`.
    pub async fn fetch(
        &mut self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match self {
            Self::Postgres(tx) => tx.fetch(statement.postgres, params).await,
            Self::Sqlite(tx) => run::sqlite_fetch(&mut **tx, statement.sqlite, params).await,
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Reads with a text that was assembled, in the dialect of the database.
    pub async fn fetch_assembled(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match self {
            Self::Postgres(tx) => tx.fetch(sql, params).await,
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

    /// The same with a text that was assembled, in the dialect of the database.
    pub fn stream_assembled<'a>(
        &'a mut self,
        sql: &'a str,
    ) -> BoxStream<'a, Result<Row, DatabaseFault>> {
        match self {
            Self::Postgres(tx) => tx.stream(sql),
            Self::Sqlite(tx) => run::sqlite_stream(&mut **tx, sql),
        }
    }

    /// Reads at most one row; further rows are ignored.
    pub async fn fetch_optional(
        &mut self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<Option<Row>, DatabaseFault> {
        Ok(self.fetch(statement, params).await?.into_iter().next())
    }

    /// Makes it durable and visible.
    pub async fn commit(self) -> Result<(), DatabaseFault> {
        match self {
            Self::Postgres(tx) => tx.commit().await?,
            Self::Sqlite(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes it now, rather than whenever the connection is next used.
    pub async fn rollback(self) -> Result<(), DatabaseFault> {
        match self {
            Self::Postgres(tx) => tx.rollback().await?,
            Self::Sqlite(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
