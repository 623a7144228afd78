//! How is a whole database read as it was at one moment, while others go on writing?
//!
//! PostgreSQL: one `REPEATABLE READ READ ONLY` transaction. It draws no transaction number, so it does not hold back
//! the readers of the log; it does hold back vacuum for as long as it lasts. SQLite: one read transaction on a
//! connection of its own; the write-ahead log grows meanwhile, because nothing after the snapshot can be checkpointed.

use super::{Database, DatabaseFault, Pools, Row, Statement, Tx, Value, begun_whole};
use futures::stream::BoxStream;

/// The database at one moment. Reads only; rolled back when dropped.
#[derive(Debug)]
pub struct Snapshot(Tx);

impl Database {
    /// The moment is now.
    pub async fn snapshot(&self) -> Result<Snapshot, DatabaseFault> {
        let tx = match &self.pools {
            Pools::Postgres(pool) => {
                let mut lent = self.lend(pool).await?;
                lent.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?;
                Tx::Postgres(lent)
            }
            Pools::Sqlite { readers, .. } => {
                Tx::Sqlite(begun_whole(readers.clone(), "BEGIN").await?)
            }
        };
        let mut snapshot = Snapshot(tx);
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
        self.0.fetch(statement, params).await
    }

    /// Reads with a text that both databases take.
    pub async fn fetch_assembled(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        self.0.fetch_assembled(sql, params).await
    }

    /// The rows as they come, none kept: for tables of any size.
    pub fn stream<'a>(
        &'a mut self,
        statement: &Statement,
    ) -> BoxStream<'a, Result<Row, DatabaseFault>> {
        self.0.stream(statement)
    }

    /// The same with a text that both databases take.
    pub fn stream_assembled<'a>(
        &'a mut self,
        sql: &'a str,
    ) -> BoxStream<'a, Result<Row, DatabaseFault>> {
        self.0.stream_assembled(sql)
    }
}
