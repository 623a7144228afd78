//! Which node follows at present, how far did it get, and how is one that was overtaken kept from writing?
//!
//! The row of a follower carries a token that every change of holder increments. The position moves only under the
//! current token, in the transaction that also wrote the rows: a holder that slept through its lease loses all of it.
//! Expiry is judged by the database's clock, because the nodes' clocks may disagree.

use super::FollowerFault;
use crate::database::{Database, DatabaseFault, Row, Statement, Tx, Value};
use crate::log::Position;
use crate::sql;
use std::time::Duration;
use uuid::Uuid;

const REGISTER: Statement = sql!("sql/register.sql");
const ACQUIRE: Statement = sql!("sql/acquire.postgres.sql", "sql/acquire.sqlite.sql");
const RENEW: Statement = sql!("sql/renew.postgres.sql", "sql/renew.sqlite.sql");
const RELEASE: Statement = sql!("sql/release.sql");
const ADVANCE: Statement = sql!("sql/advance.postgres.sql", "sql/advance.sqlite.sql");
const POSITION: Statement = sql!("sql/position.sql");
pub(super) const STATEMENTS: &[&Statement] =
    &[&REGISTER, &ACQUIRE, &RENEW, &RELEASE, &ADVANCE, &POSITION];

/// A complete set of rows of a follower. Readers see the one that its row names; a rebuild fills the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub i64);

impl Default for Generation {
    fn default() -> Self {
        Self(1)
    }
}

impl From<Generation> for Value {
    fn from(generation: Generation) -> Self {
        generation.0.into()
    }
}

/// How long a lease lasts without a sign of life. Long enough for the slowest batch, short enough for a take-over
/// that nobody notices.
#[derive(Clone, Copy, Debug)]
pub struct LeaseTerms {
    pub lasts: Duration,
}

impl Default for LeaseTerms {
    fn default() -> Self {
        Self {
            lasts: Duration::from_secs(20),
        }
    }
}

impl LeaseTerms {
    fn millis(self) -> i64 {
        i64::try_from(self.lasts.as_millis()).unwrap_or(i64::MAX)
    }
}

/// The right to follow under a name, until somebody else is given it.
#[derive(Clone, Debug)]
pub struct Lease {
    name: String,
    token: i64,
    terms: LeaseTerms,
    pub generation: Generation,
    /// The last event that was applied under this name.
    pub position: Position,
}

impl Lease {
    /// Takes the lease if nobody holds it or its holder gave no sign of life in time.
    pub async fn acquire(
        database: &Database,
        name: &str,
        holder: Uuid,
        terms: LeaseTerms,
    ) -> Result<Option<Self>, DatabaseFault> {
        database.execute(&REGISTER, &[name.into()]).await?;
        let params = [
            name.into(),
            holder.to_string().into(),
            terms.millis().into(),
        ];
        let rows = database.execute_returning(&ACQUIRE, &params).await?;
        rows.first()
            .map(|row| Self::from_row(row, name, terms))
            .transpose()
    }

    fn from_row(row: &Row, name: &str, terms: LeaseTerms) -> Result<Self, DatabaseFault> {
        Ok(Self {
            name: name.to_owned(),
            token: row.int("token")?,
            terms,
            generation: Generation(row.int("generation")?),
            position: Position(
                row.int("position_transaction")?,
                row.int("position_global")?,
            ),
        })
    }

    /// Shows a sign of life. `false`: somebody else holds it now.
    pub async fn renew(&self, database: &Database) -> Result<bool, DatabaseFault> {
        let params = [
            self.name.as_str().into(),
            self.token.into(),
            self.terms.millis().into(),
        ];
        Ok(database.execute(&RENEW, &params).await? == 1)
    }

    /// Gives it back, so that another node need not wait for it to run out.
    pub async fn release(self, database: &Database) -> Result<(), DatabaseFault> {
        database
            .execute(&RELEASE, &[self.name.into(), self.token.into()])
            .await?;
        Ok(())
    }

    /// Moves the position inside the transaction that wrote the rows. The last statement before its commit: it locks
    /// the row, and a node that wants to take over should wait for a commit at most, not for a batch. (Nobody takes over
    /// from a rebuild.)
    pub async fn advance(&self, tx: &mut Tx, to: Position) -> Result<(), FollowerFault> {
        let params = [
            self.name.as_str().into(),
            self.token.into(),
            self.terms.millis().into(),
            to.0.into(),
            to.1.into(),
        ];
        match tx.execute(&ADVANCE, &params).await? {
            1 => Ok(()),
            _ => Err(FollowerFault::FencedOut(self.name.clone())),
        }
    }

    pub(super) fn terms(&self) -> LeaseTerms {
        self.terms
    }
}

/// How far whoever follows under this name got; the start of the log for a name that nobody used yet.
pub(super) async fn position_of(
    database: &Database,
    name: &str,
) -> Result<Position, DatabaseFault> {
    match database.fetch_optional(&POSITION, &[name.into()]).await? {
        Some(row) => Ok(Position(
            row.int("position_transaction")?,
            row.int("position_global")?,
        )),
        None => Ok(Position::default()),
    }
}
