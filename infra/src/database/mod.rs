//! How is a database reached, whichever of the two it is?
//!
//! PostgreSQL is a pool. SQLite is one writer and several readers: its writers exclude one another anyway, and
//! a pool of them only adds waiting. Nothing outside this folder asks which one it talks to: a [`Statement`]
//! carries both texts, [`Value`] and [`Row`] carry the types across.

mod bind;
mod compact;
mod connect;
mod fault;
mod lent;
mod migrate;
mod row;
mod run;
mod snapshot;
mod statement;
mod tx;
mod value;

pub use compact::LeftOver;
pub(crate) use fault::is_unique_violation;
pub use fault::{DatabaseFault, is_outage};
pub use lent::Patience;
pub use row::Row;
pub use snapshot::Snapshot;
pub use statement::Statement;
pub use tx::Tx;
pub use value::Value;

use lent::Lent;
use sqlx::{PgPool, Sqlite, SqlitePool, Transaction};

/// Which of the two databases is behind a [`Database`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Postgres,
    Sqlite,
}

/// A connected database. Cloning it shares the connections.
#[derive(Clone, Debug)]
pub struct Database {
    pub(crate) pools: Pools,
    patience: Patience,
}

#[derive(Clone, Debug)]
pub(crate) enum Pools {
    Postgres(PgPool),
    Sqlite {
        /// Exactly one connection: whoever writes waits here, not inside SQLite.
        writer: SqlitePool,
        /// `query_only`, so that a write that strays here fails at once.
        readers: SqlitePool,
    },
}

impl Database {
    /// Connects to `postgres://…` or `sqlite:///path/to/file.db`, creating the file and its folder if missing.
    pub async fn connect(url: &str) -> Result<Self, DatabaseFault> {
        Self::connect_with(url, Patience::default()).await
    }

    /// The same with another patience: for whoever tests what happens at its end.
    pub async fn connect_with(url: &str, patience: Patience) -> Result<Self, DatabaseFault> {
        let pools = connect::connect(url, patience).await?;
        Ok(Self { pools, patience })
    }

    /// The same database for the statements that append. PostgreSQL: by connections of their own, at most so many, with
    /// these settings of the server; and no longer than the patience for them. SQLite has one writer anyway, and it is
    /// shared: whoever appends bounds it by [`Database::in_time`].
    pub(crate) fn lane(&self, connections: u32, settings: &[(&str, &str)]) -> Self {
        let patience = Patience {
            statement: self.patience.append,
            ..self.patience
        };
        let pools = match &self.pools {
            Pools::Postgres(pool) => {
                Pools::Postgres(connect::lane(pool, connections, settings, patience))
            }
            shared @ Pools::Sqlite { .. } => shared.clone(),
        };
        Self { pools, patience }
    }

    /// The same database for one who follows the log and never appends to it: its transactions hide no event from readers.
    pub(crate) fn follower(&self) -> Self {
        let pools = match &self.pools {
            Pools::Postgres(pool) => Pools::Postgres(connect::follower(pool, self.patience)),
            shared @ Pools::Sqlite { .. } => shared.clone(),
        };
        Self {
            pools,
            patience: self.patience,
        }
    }

    /// Gives up several steps that together take longer than one statement may: what they did is unknown then. A
    /// transaction among them is undone, if it was not just being made durable.
    pub(crate) async fn in_time<T>(
        &self,
        steps: impl Future<Output = Result<T, DatabaseFault>>,
    ) -> Result<T, DatabaseFault> {
        let limit = self.patience.statement;
        let done = tokio::time::timeout(limit, steps).await;
        done.unwrap_or_else(|_| Err(lent::silent(limit).into()))
    }

    /// Brings the schema up to date. Safe to repeat, and safe while another process does the same.
    pub async fn migrate(&self) -> Result<(), DatabaseFault> {
        migrate::migrate(&self.pools).await
    }

    /// Fails unless the schema is exactly the one that this program knows; changes nothing.
    pub async fn insist_on_schema(&self) -> Result<(), DatabaseFault> {
        let found = self
            .fetch_assembled("SELECT max(version) AS version FROM _sqlx_migrations", &[])
            .await;
        let found = match found {
            Ok(rows) => rows.first().map(|row| row.opt_int("version")).transpose()?,
            Err(_) => None,
        };
        let (found, known) = (
            found.flatten().unwrap_or_default(),
            migrate::latest(self.kind()),
        );
        if found == known {
            Ok(())
        } else {
            Err(DatabaseFault::OtherSchema { found, known })
        }
    }

    pub fn kind(&self) -> Kind {
        match self.pools {
            Pools::Postgres(_) => Kind::Postgres,
            Pools::Sqlite { .. } => Kind::Sqlite,
        }
    }

    /// Starts a transaction that may write. On SQLite it takes the write lock now: a transaction that reads first
    /// and asks for the lock later is refused at once (code 517) when somebody else wrote in between.
    pub async fn begin(&self) -> Result<Tx, DatabaseFault> {
        Ok(match &self.pools {
            Pools::Postgres(pool) => {
                let mut lent = self.lend(pool).await?;
                lent.begin("BEGIN").await?;
                Tx::Postgres(lent)
            }
            Pools::Sqlite { writer, .. } => {
                Tx::Sqlite(begun_whole(writer.clone(), "BEGIN IMMEDIATE").await?)
            }
        })
    }

    async fn lend(&self, pool: &PgPool) -> Result<Lent, sqlx::Error> {
        Lent::from(pool, self.patience).await
    }

    /// Reads. Never writes: on SQLite this runs on a connection that cannot.
    pub async fn fetch(
        &self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match &self.pools {
            Pools::Postgres(pool) => {
                lent::fetch(pool, self.patience, statement.postgres, params).await
            }
            Pools::Sqlite { readers, .. } => {
                run::sqlite_fetch(readers, statement.sqlite, params).await
            }
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Reads at most one row; further rows are ignored.
    pub async fn fetch_optional(
        &self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<Option<Row>, DatabaseFault> {
        Ok(self.fetch(statement, params).await?.into_iter().next())
    }

    /// Reads with a text that was assembled (filters of a list), in the dialect of [`Database::kind`].
    pub async fn fetch_assembled(
        &self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match &self.pools {
            Pools::Postgres(pool) => lent::fetch(pool, self.patience, sql, params).await,
            Pools::Sqlite { readers, .. } => run::sqlite_fetch(readers, sql, params).await,
        };
        outcome.map_err(|source| DatabaseFault::statement("assembled", source))
    }

    /// Writes with one statement, durable on return; says how many rows it touched.
    pub async fn execute(
        &self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<u64, DatabaseFault> {
        let outcome = match &self.pools {
            Pools::Postgres(pool) => {
                lent::execute(pool, self.patience, statement.postgres, params).await
            }
            Pools::Sqlite { writer, .. } => {
                run::sqlite_execute(writer, statement.sqlite, params).await
            }
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Writes with one `… RETURNING` statement.
    pub async fn execute_returning(
        &self,
        statement: &Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, DatabaseFault> {
        let outcome = match &self.pools {
            Pools::Postgres(pool) => {
                lent::fetch(pool, self.patience, statement.postgres, params).await
            }
            Pools::Sqlite { writer, .. } => {
                run::sqlite_fetch(writer, statement.sqlite, params).await
            }
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Asks the database to parse a statement without running it: how a test proves every statement on both.
    pub async fn prepare(&self, statement: &Statement) -> Result<(), DatabaseFault> {
        let outcome = match &self.pools {
            Pools::Postgres(pool) => run::postgres_prepare(pool, statement.postgres).await,
            Pools::Sqlite { readers, .. } => run::sqlite_prepare(readers, statement.sqlite).await,
        };
        outcome.map_err(|source| DatabaseFault::statement(statement.name, source))
    }

    /// Takes what was overwritten out of SQLite's write-ahead log, as far as readers let it go now. PostgreSQL does
    /// this in its own time, and nothing can hurry it.
    pub async fn flush_overwritten(&self) -> Result<(), DatabaseFault> {
        match &self.pools {
            Pools::Postgres(_) => Ok(()),
            Pools::Sqlite { writer, .. } => {
                let outcome =
                    run::sqlite_fetch(writer, "PRAGMA wal_checkpoint(TRUNCATE)", &[]).await;
                outcome
                    .map(|_| ())
                    .map_err(|source| DatabaseFault::statement("checkpoint", source))
            }
        }
    }

    /// Has PostgreSQL look at its tables now. By itself it comes round to that a minute after they were filled, and plans as
    /// for empty ones until then. SQLite's plans do not depend on it.
    pub async fn look_at_tables(&self) -> Result<(), DatabaseFault> {
        match &self.pools {
            Pools::Postgres(pool) => lent::execute(pool, self.patience, "ANALYZE", &[])
                .await
                .map(|_| ())
                .map_err(|source| DatabaseFault::statement("analyze", source)),
            Pools::Sqlite { .. } => Ok(()),
        }
    }

    /// Closes every connection, waiting for those in use.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Postgres(pool) => pool.close().await,
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

/// Begun in a task of its own, so that it is never given up half-way: the driver would leave the transaction standing on
/// its connection, and there is but one that writes. Whoever has gone away drops it when it has begun.
async fn begun_whole(
    pool: SqlitePool,
    begin: &'static str,
) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
    let beginning = tokio::spawn(async move { pool.begin_with(begin).await });
    beginning.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

#[cfg(test)]
mod tests;
