//! How do bytes that were overwritten or deleted leave the files? By writing the files anew.

use super::{Database, DatabaseFault, Pools};
use sqlx::{Executor as _, PgPool, Row as _, SqlitePool};
use std::time::Duration;
use tokio::time::Instant;

/// What could not be done from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOver {
    /// PostgreSQL's checkpoint needs the role `pg_checkpoint`. Old pages then go with the next one of its own, within
    /// `checkpoint_timeout` (five minutes by default).
    Checkpoint,
    /// PostgreSQL keeps samples of columns as statistics; rewriting their table needs the owner of the database.
    Statistics,
    /// PostgreSQL keeps what a transaction may still see, whichever database of the server it works in; one that was open
    /// for a minute was not waited for.
    OldTransaction,
    /// Another process holds on to SQLite's write-ahead log. It is emptied as soon as nobody reads from it.
    WriteAheadLog,
}

const STATISTICS: &str = "VACUUM (FULL) pg_catalog.pg_statistic";
const MAY: &str = "SELECT pg_has_role(datdba, 'USAGE') AS owns, pg_has_role('pg_checkpoint', 'USAGE') AS checkpoints
    FROM pg_database WHERE datname = current_database()";

const NOW: &str = "SELECT pg_current_xact_id()::text::bigint";
const OLDEST: &str = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
const HAS_SAMPLES: &str =
    "SELECT 1 FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')";

/// How long transactions of others are waited for, and how often it is looked.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

impl Database {
    /// Writes these tables anew (SQLite: the whole file) and takes what is obsolete out of the files. Whoever uses them
    /// waits meanwhile. Names of tables come from the program, never from outside.
    pub async fn compact(&self, tables: &[&str]) -> Result<Vec<LeftOver>, DatabaseFault> {
        let outcome = match &self.pools {
            Pools::Postgres(pool) => postgres(pool, tables).await,
            Pools::Sqlite { writer, .. } => sqlite(writer).await,
        };
        outcome.map_err(|source| DatabaseFault::statement("compact", source))
    }
}

async fn postgres(pool: &PgPool, tables: &[&str]) -> Result<Vec<LeftOver>, sqlx::Error> {
    let mut left_over = Vec::new();
    let mut undisturbed = others_are_done(pool).await?;
    // Analysed first: the samples of the rows that are gone are replaced, and then leave their own table.
    for table in tables {
        pool.execute(format!("VACUUM (FULL, ANALYZE) {table}").as_str())
            .await?;
    }
    let row = sqlx::query(MAY).fetch_one(pool).await?;
    // Without the right, PostgreSQL only warns, and skips it.
    if row.try_get("owns")? {
        undisturbed &= others_are_done(pool).await?;
        pool.execute(STATISTICS).await?;
    } else {
        left_over.push(LeftOver::Statistics);
    }
    if row.try_get("checkpoints")? {
        pool.execute("CHECKPOINT").await?;
    } else {
        left_over.push(LeftOver::Checkpoint);
    }
    if !undisturbed {
        left_over.push(LeftOver::OldTransaction);
    }
    Ok(left_over)
}

/// Waits until nobody may still see what is obsolete by now. A rewritten table keeps what its own snapshot has to leave to
/// others, and a snapshot reaches back to the oldest transaction of the whole server.
async fn others_are_done(pool: &PgPool) -> Result<bool, sqlx::Error> {
    let now: i64 = sqlx::query_scalar(NOW).fetch_one(pool).await?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let oldest: i64 = sqlx::query_scalar(OLDEST).fetch_one(pool).await?;
        if oldest > now {
            return Ok(true);
        }
        if Instant::now() > deadline {
            return Ok(false);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn sqlite(writer: &SqlitePool) -> Result<Vec<LeftOver>, sqlx::Error> {
    // Statistics keep samples of indexed columns, where somebody has ever asked for some.
    if sqlx::query(HAS_SAMPLES)
        .fetch_optional(writer)
        .await?
        .is_some()
    {
        writer.execute("ANALYZE").await?;
    }
    writer.execute("VACUUM").await?;
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(writer)
        .await?;
    let busy: i64 = row.try_get(0)?;
    Ok(if busy == 0 {
        Vec::new()
    } else {
        vec![LeftOver::WriteAheadLog]
    })
}
