//! How long is PostgreSQL waited for, and what becomes of a connection that says nothing?
//!
//! A network that swallows what it carries, or a server whose machine has died, closes nothing: the driver would wait for
//! ever, and whoever gives up waiting hands a connection back that is in the middle of something. So every connection is
//! lent out by this file: a statement that is not answered in time ends as if the connection had broken, which the
//! connection then has.

use super::{DatabaseFault, Row, Value, run};
use futures::stream::{self, BoxStream, StreamExt};
use sqlx::pool::PoolConnection;
use sqlx::{Error, Executor as _, PgConnection, PgPool, Postgres};
use std::io;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout, timeout_at};

/// How long PostgreSQL may say nothing.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// While a batch of commits is appended, on either database. Two of these, for the batch before and for one's own, are
    /// less than what a request may take (20 s): so who asked is told that it is unknown, and not merely cut off.
    pub append: Duration,
    /// While any other statement runs, or until its next row. Longer than the longest of them takes: they are pages of
    /// rows. What takes hours (migrations, rewriting tables) is not bounded.
    pub statement: Duration,
    /// Before a connection that was at rest, or one that was given back, is believed to be gone.
    pub sign_of_life: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            append: Duration::from_secs(8),
            statement: Duration::from_secs(60),
            sign_of_life: Duration::from_secs(3),
        }
    }
}

/// What a wait that was too long ends with: to everybody who looks, the way to the database has failed.
pub(super) fn silent(after: Duration) -> Error {
    let said = format!("no answer from the database within {after:?}");
    Error::Io(io::Error::new(io::ErrorKind::TimedOut, said))
}

/// One statement by itself.
pub(super) async fn fetch(
    pool: &PgPool,
    patience: Patience,
    sql: &str,
    params: &[Value],
) -> Result<Vec<Row>, Error> {
    let mut lent = Lent::from(pool, patience).await?;
    lent.fetch(sql, params).await
}

/// One statement by itself.
pub(super) async fn execute(
    pool: &PgPool,
    patience: Patience,
    sql: &str,
    params: &[Value],
) -> Result<u64, Error> {
    let mut lent = Lent::from(pool, patience).await?;
    lent.execute(sql, params).await
}

/// A connection in use. Given back when it is dropped, and rolled back where a transaction was left open.
#[derive(Debug)]
pub struct Lent {
    /// None once it was waited for in vain: whatever it may still say, nobody hears it.
    connection: Option<PoolConnection<Postgres>>,
    patience: Patience,
    /// When the first statement must be answered: the wait for a connection was part of it.
    first: Option<Instant>,
    /// A transaction may be open, on the server's side.
    begun: bool,
}

impl Lent {
    pub(super) async fn from(pool: &PgPool, patience: Patience) -> Result<Self, Error> {
        let first = Instant::now() + patience.statement;
        let acquired = timeout_at(first, pool.acquire()).await;
        Ok(Self {
            connection: Some(acquired.map_err(|_| Error::PoolTimedOut)??),
            patience,
            first: Some(first),
            begun: false,
        })
    }

    pub(super) async fn fetch(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, Error> {
        let (connection, until) = self.next()?;
        let answered = timeout_at(until, run::postgres_fetch(connection, sql, params)).await;
        answered.unwrap_or_else(|_| Err(self.discard()))
    }

    pub(super) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        let (connection, until) = self.next()?;
        let answered = timeout_at(until, run::postgres_execute(connection, sql, params)).await;
        answered.unwrap_or_else(|_| Err(self.discard()))
    }

    /// The rows as they come. A connection that falls silent is found out when it is given back.
    pub(super) fn stream<'a>(
        &'a mut self,
        sql: &'a str,
    ) -> BoxStream<'a, Result<Row, DatabaseFault>> {
        let limit = self.patience.statement;
        let rows = match self.next() {
            Ok((connection, _)) => run::postgres_stream(connection, sql),
            Err(gone) => return stream::once(async { Err(gone.into()) }).boxed(),
        };
        stream::unfold(Some(rows), move |rows| async move {
            let mut rows = rows?;
            match timeout(limit, rows.next()).await {
                Ok(row) => row.map(|row| (row, Some(rows))),
                Err(_) => Some((Err(silent(limit).into()), None)),
            }
        })
        .boxed()
    }

    /// From here to [`Lent::commit`] or [`Lent::rollback`], one transaction.
    pub(super) async fn begin(&mut self, statement: &'static str) -> Result<(), Error> {
        // Before it is sent: whoever gives up waiting for the answer has begun one all the same.
        self.begun = true;
        self.say(statement).await
    }

    pub(super) async fn commit(mut self) -> Result<(), Error> {
        self.say("COMMIT").await?;
        self.begun = false;
        Ok(())
    }

    /// Undone as well if the connection is gone.
    pub(super) async fn rollback(mut self) -> Result<(), Error> {
        if self.connection.is_some() {
            self.say("ROLLBACK").await?;
            self.begun = false;
        }
        Ok(())
    }

    async fn say(&mut self, statement: &'static str) -> Result<(), Error> {
        let (connection, until) = self.next()?;
        let answered = timeout_at(until, connection.execute(statement)).await;
        answered.unwrap_or_else(|_| Err(self.discard()))?;
        Ok(())
    }

    /// The connection, and until when it must have answered.
    fn next(&mut self) -> Result<(&mut PgConnection, Instant), Error> {
        let limit = self.patience.statement;
        let until = self.first.take().unwrap_or_else(|| Instant::now() + limit);
        let connection = self.connection.as_deref_mut();
        Ok((connection.ok_or_else(|| silent(limit))?, until))
    }

    /// Closes the connection without a word. An orderly end would have to be heard by the other side.
    fn discard(&mut self) -> Error {
        drop(self.connection.take().map(PoolConnection::detach));
        silent(self.patience.statement)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        match Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(give_back(
                    connection,
                    self.begun,
                    self.patience.sign_of_life,
                ));
            }
            Err(_) => drop(connection.detach()),
        }
    }
}

/// The pool hears out what is left of a statement that was given up, and would listen for ever.
async fn give_back(mut connection: PoolConnection<Postgres>, begun: bool, limit: Duration) {
    if begun {
        let undone = timeout(limit, connection.execute("ROLLBACK")).await;
        if !matches!(undone, Ok(Ok(_))) {
            drop(connection.detach());
            return;
        }
    }
    if timeout(limit, connection.return_to_pool()).await.is_err() {
        tracing::warn!("a connection to the database does not answer any more and is closed");
    }
}
