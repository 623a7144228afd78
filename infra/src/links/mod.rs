//! Who may open a page without an account? Personal links: made, given out, recognised.
//!
//! A link is derived, not drawn: the same grant gives the same link at every attempt to send it. It says nothing by
//! itself; the table of hashes says which grant it is, and the ticket says whether that grant still holds.

mod approver;
mod requester;
mod token;

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AgencyId, AssignmentId, TicketId};
use domain::ticket::Ticket;
use secrecy::SecretBox;

pub use approver::{ApproverGrant, ApproverLink};
pub use requester::{RequesterGrant, RequesterLink};
pub use token::Token;

use crate::database::{Database, DatabaseFault, Row, Statement, Tx, Value};
use crate::sql;

const ISSUE: Statement = sql!("sql/issue.sql");
const RESOLVE: Statement = sql!("sql/resolve.sql");

pub const STATEMENTS: &[&Statement] = &[
    &ISSUE,
    &RESOLVE,
    &requester::ISSUE,
    &requester::RESOLVE,
    &approver::ISSUE,
    &approver::RESOLVE,
];

/// A link is worth nothing after this long, whatever became of the ticket.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::days(120);

/// Of every kind of link.
fn is_young(issued_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - issued_at <= LONGEST_LIFE
}

/// What a link opens: one contractor's part in one ticket, as of one generation of its contact details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub agency: AgencyId,
    pub ticket: TicketId,
    pub assignment: AssignmentId,
    pub generation: u16,
}

/// A grant that was given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkGrant {
    pub agency: AgencyId,
    pub ticket: TicketId,
    pub assignment: AssignmentId,
    pub generation: u16,
    pub issued_at: DateTime<Utc>,
}

impl LinkGrant {
    /// Whether age leaves it what it was.
    pub fn is_young(&self, now: DateTime<Utc>) -> bool {
        is_young(self.issued_at, now)
    }

    /// Whether it still opens the page: the part exists, its contact details are those it was sent to, it was neither
    /// declined nor cancelled, and it is not too old. A part that is over by its invoice can still be looked at.
    pub fn holds(&self, ticket: &Ticket, now: DateTime<Utc>) -> bool {
        self.is_young(now)
            && ticket
                .assignment(self.assignment)
                .is_some_and(|assignment| {
                    assignment.generation == self.generation && !assignment.step_code().is_off()
                })
    }
}

/// Makes and recognises personal links. Cloning it shares the secret.
#[derive(Clone)]
pub struct Links {
    secret: Arc<SecretBox<[u8; 32]>>,
    public_url: Arc<str>,
    database: Database,
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Links")
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}

impl Links {
    /// `public_url` without a final slash.
    pub fn new(secret: SecretBox<[u8; 32]>, public_url: &str, database: Database) -> Self {
        Self {
            secret: Arc::new(secret),
            public_url: public_url.into(),
            database,
        }
    }

    pub fn token(&self, grant: &Grant) -> Token {
        Token::derive(&self.secret, grant)
    }

    /// The address that is written into a message.
    pub fn url(&self, grant: &Grant) -> String {
        format!("{}/r/{}", self.public_url, self.token(grant).reveal())
    }

    /// The address of a ticket's page for staff. Opens nothing without signing in.
    pub fn ticket_url(&self, ticket: TicketId) -> String {
        format!("{}/tickets/{ticket}", self.public_url)
    }

    /// Records that a link is given out, in the transaction of whatever carries it. Again changes nothing.
    pub async fn issue(
        &self,
        tx: &mut Tx,
        grant: &Grant,
        at: DateTime<Utc>,
    ) -> Result<(), DatabaseFault> {
        let params: [Value; 6] = [
            grant.agency.into(),
            Value::Bytes(Some(self.token(grant).hash())),
            grant.ticket.into(),
            grant.assignment.into(),
            i64::from(grant.generation).into(),
            at.into(),
        ];
        tx.execute(&ISSUE, &params).await?;
        Ok(())
    }

    /// The grant behind a token, if it was ever given out. Whether it still [`LinkGrant::holds`] is another question.
    pub async fn resolve(&self, token: &str) -> Result<Option<LinkGrant>, DatabaseFault> {
        self.behind(&RESOLVE, token, grant).await
    }

    /// What one of the tables of hashes says of a token.
    async fn behind<G>(
        &self,
        table: &Statement,
        token: &str,
        read: impl FnOnce(&Row) -> Result<G, DatabaseFault>,
    ) -> Result<Option<G>, DatabaseFault> {
        let Some(token) = Token::parse(token) else {
            return Ok(None);
        };
        let params = [Value::Bytes(Some(token.hash()))];
        let row = self.database.fetch_optional(table, &params).await?;
        row.as_ref().map(read).transpose()
    }
}

fn grant(row: &Row) -> Result<LinkGrant, DatabaseFault> {
    Ok(LinkGrant {
        agency: row.uuid("agency")?.into(),
        ticket: row.uuid("ticket")?.into(),
        assignment: row.uuid("assignment")?.into(),
        // Written from a u16; anything else matches no assignment.
        generation: u16::try_from(row.int("generation")?).unwrap_or(u16::MAX),
        issued_at: row.time("issued_at")?,
    })
}
