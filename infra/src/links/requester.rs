//! Who may follow a request? Its requester, by a link of the requester's own.
//!
//! A requester is never replaced on a ticket, so that the link has no generations; it ends with its age, and with the
//! requester's data.

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::ticket::Ticket;

use super::token::Token;
use super::{Links, is_young};
use crate::database::{DatabaseFault, Row, Statement, Tx, Value};
use crate::sql;

pub(super) const ISSUE: Statement = sql!("sql/issue_to_requester.sql");
pub(super) const RESOLVE: Statement = sql!("sql/resolve_requester.sql");

/// What a requester's link opens: the follow-up of one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequesterGrant {
    pub agency: AgencyId,
    pub ticket: TicketId,
}

/// A grant that was given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequesterLink {
    pub agency: AgencyId,
    pub ticket: TicketId,
    pub issued_at: DateTime<Utc>,
}

impl RequesterLink {
    /// Whether it still opens the page: there is somebody whom it was given to, and it is not too old. A ticket that is
    /// over can still be looked at, as can the reason why nothing was done.
    pub fn holds(&self, ticket: &Ticket, now: DateTime<Utc>) -> bool {
        let opening = ticket.opening.as_deref();
        let known = opening
            .and_then(|opening| opening.requester.as_ref())
            .is_some_and(|requester| !requester.details.is_erased());
        known && is_young(self.issued_at, now)
    }
}

impl Links {
    /// The address that is written into a message to the requester.
    pub fn requester_url(&self, grant: &RequesterGrant) -> String {
        let token = Token::of_requester(&self.secret, grant);
        format!("{}/d/{}", self.public_url, token.reveal())
    }

    /// Records that a link is given out, in the transaction of whatever carries it. Again changes nothing.
    pub async fn issue_to_requester(
        &self,
        tx: &mut Tx,
        grant: &RequesterGrant,
        at: DateTime<Utc>,
    ) -> Result<(), DatabaseFault> {
        let params: [Value; 4] = [
            grant.agency.into(),
            Value::Bytes(Some(Token::of_requester(&self.secret, grant).hash())),
            grant.ticket.into(),
            at.into(),
        ];
        tx.execute(&ISSUE, &params).await?;
        Ok(())
    }

    /// The grant behind a token, if it was ever given out. Whether it still [`RequesterLink::holds`] is another question.
    pub async fn resolve_requester(
        &self,
        token: &str,
    ) -> Result<Option<RequesterLink>, DatabaseFault> {
        self.behind(&RESOLVE, token, link).await
    }
}

fn link(row: &Row) -> Result<RequesterLink, DatabaseFault> {
    Ok(RequesterLink {
        agency: row.uuid("agency")?.into(),
        ticket: row.uuid("ticket")?.into(),
        issued_at: row.time("issued_at")?,
    })
}
