//! With which settings is each database opened?

use super::{DatabaseFault, Patience, Pools};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgPool, SqlitePool};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// Enough to keep the cores and the disk of one node busy; a PostgreSQL accepts 100 by default, for all nodes.
const POSTGRES_CONNECTIONS: u32 = 16;
const SQLITE_READERS: u32 = 6;
/// A plan that is kept fits the table as it was when the plan was made. Made while the table was all but empty, it goes on
/// reading the whole of it when it has grown, until the server comes round to counting the rows.
const PLANNED_EACH_TIME: [(&str, &str); 1] = [("plan_cache_mode", "force_custom_plan")];
/// How long a caller waits for a connection before it is told that the database is overloaded.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(15);
/// How long SQLite waits for another *process* that writes; within this process the one writer is the queue.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// A connection that rested longer is asked whether it still stands before it is used; one in constant use is not, since
/// that would double the way to the database for every statement.
const RESTED: Duration = Duration::from_secs(1);
/// What PostgreSQL itself does about a node that is not heard of any more (its machine died, the way to it is cut): left
/// alone, it would keep that node's transaction open for hours, and every reader of the log waiting for it. A transaction
/// that nobody drives ends after a minute, a silent connection after less.
const VANISHED_NODES: [(&str, &str); 5] = [
    ("idle_in_transaction_session_timeout", "60s"),
    ("tcp_keepalives_idle", "20s"),
    ("tcp_keepalives_interval", "10s"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "40s"),
];
/// By this name the server's own functions know a connection on which nothing is ever appended to the log: no reader of the
/// log waits for its transactions, and whatever it would append is refused.
const FOLLOWER: &str = "maincourante follower";
/// For a batch, and for what has to be undone of the one before it.
const FOLLOWER_CONNECTIONS: u32 = 2;
/// All statements of the product fit, so that none is parsed twice on a connection.
const STATEMENT_CACHE: usize = 512;

pub(super) async fn connect(url: &str, patience: Patience) -> Result<Pools, DatabaseFault> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        postgres(url, patience).await
    } else if let Some(path) = url.strip_prefix("sqlite:") {
        sqlite(path.strip_prefix("//").unwrap_or(path)).await
    } else {
        Err(DatabaseFault::UnknownScheme)
    }
}

async fn postgres(url: &str, patience: Patience) -> Result<Pools, DatabaseFault> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("maincourante")
        .options(VANISHED_NODES)
        .options(PLANNED_EACH_TIME)
        .statement_cache_capacity(STATEMENT_CACHE);
    let pool = postgres_pool(POSTGRES_CONNECTIONS, patience)
        .connect_with(options)
        .await?;
    Ok(Pools::Postgres(pool))
}

/// Connections of their own for one kind of statement, to where `pool` leads: opened when they are first needed. They
/// never wait behind those who read. The server gives a statement up a little before we do, so that nothing goes on that
/// nobody waits for, and so that the connection can be kept where there is still one.
pub(super) fn lane(
    pool: &PgPool,
    connections: u32,
    settings: &[(&str, &str)],
    patience: Patience,
) -> PgPool {
    let before_us = (patience.statement * 7 / 8).as_millis().to_string();
    let options = (*pool.connect_options())
        .clone()
        .options(settings.iter().copied())
        .options([("statement_timeout", before_us)]);
    postgres_pool(connections, patience).connect_lazy_with(options)
}

/// Connections of their own for one follower.
pub(super) fn follower(pool: &PgPool, patience: Patience) -> PgPool {
    let options = (*pool.connect_options()).clone().application_name(FOLLOWER);
    postgres_pool(FOLLOWER_CONNECTIONS, patience).connect_lazy_with(options)
}

fn postgres_pool(connections: u32, patience: Patience) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(move |connection, known| {
            Box::pin(async move {
                if known.idle_for < RESTED {
                    return Ok(true);
                }
                let alive = timeout(patience.sign_of_life, connection.ping()).await;
                Ok(matches!(alive, Ok(Ok(()))))
            })
        })
}

async fn sqlite(path: &str) -> Result<Pools, DatabaseFault> {
    let path = Path::new(path);
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder)
            .await
            .map_err(sqlx::Error::Io)?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL would lose the last commits in a power cut: an answer given must stay true.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENT_CACHE);
    // Overwritten and deleted bytes are zeroed, so that a destroyed key does not survive in a free page.
    let to_write = options.clone().pragma("secure_delete", "ON");
    let to_read = options.pragma("query_only", "ON");
    // The writer first: it makes the file and switches it to WAL.
    let writer = patiently(|| pool(1).connect_with(to_write.clone())).await?;
    let readers = patiently(|| pool(SQLITE_READERS).connect_with(to_read.clone())).await?;
    Ok(Pools::Sqlite { writer, readers })
}

/// SQLite does not wait while it switches a file to WAL: when two processes open a new one, the slower is told at once
/// that it is locked. So the waiting is done here.
async fn patiently<F>(connect: impl Fn() -> F) -> Result<SqlitePool, DatabaseFault>
where
    F: Future<Output = Result<SqlitePool, sqlx::Error>>,
{
    let deadline = Instant::now() + BUSY_TIMEOUT;
    loop {
        match connect().await.map_err(DatabaseFault::from) {
            Err(fault) if fault.is_retryable() && Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            outcome => return outcome,
        }
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file needs no reconnecting, and the writer's place in the queue must not be lost to it.
        .idle_timeout(None)
        .max_lifetime(None)
        // When the disk is full SQLite ends a transaction by itself. The driver does not notice, cannot end it once more,
        // and would begin no other on that connection for ever: it is replaced by a new one.
        .before_acquire(|connection, _| {
            Box::pin(async move { Ok(!connection.is_in_transaction()) })
        })
}
