//! How does the schema come about? Numbered files, forward only, embedded in the binary.

use super::{DatabaseFault, Kind, Pools};
use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use std::time::Duration;

static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");
static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a process waits for another one that migrates the same file.
const SQLITE_PATIENCE: Duration = Duration::from_secs(120);

pub(super) async fn migrate(pools: &Pools) -> Result<(), DatabaseFault> {
    match pools {
        // The migrator holds an advisory lock meanwhile.
        Pools::Postgres(pool) => POSTGRES.run(pool).await.map_err(DatabaseFault::from),
        Pools::Sqlite { writer, .. } => migrate_sqlite(writer).await,
    }
}

/// The number of the last migration that this program knows.
pub(super) fn latest(kind: Kind) -> i64 {
    let migrator = match kind {
        Kind::Postgres => &POSTGRES,
        Kind::Sqlite => &SQLITE,
    };
    let versions = migrator.iter().map(|migration| migration.version);
    versions.max().unwrap_or_default()
}

/// The migrator has no lock for SQLite: two processes would both find the same file missing, and one would fail.
/// One transaction around everything is that lock, and makes the whole step all or nothing besides.
async fn migrate_sqlite(writer: &SqlitePool) -> Result<(), DatabaseFault> {
    let deadline = tokio::time::Instant::now() + SQLITE_PATIENCE;
    let mut tx = loop {
        match writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(DatabaseFault::from)
        {
            Ok(tx) => break tx,
            Err(fault) if fault.is_retryable() && tokio::time::Instant::now() < deadline => {}
            Err(fault) => return Err(fault),
        }
    };
    SQLITE.run_direct(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
