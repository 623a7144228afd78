//! Who may decide on quotes? Whoever was asked, by a link of their own.
//!
//! Each request to an approver has a link of its own: whoever is asked again, or asked in another's place, gets another one.

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, ApprovalId, TicketId};
use domain::ticket::Ticket;

use super::token::Token;
use super::{Links, is_young};
use crate::database::{DatabaseFault, Row, Statement, Tx, Value};
use crate::sql;

pub(super) const ISSUE: Statement = sql!("sql/issue_to_approver.sql");
pub(super) const RESOLVE: Statement = sql!("sql/resolve_approver.sql");

/// What an approver's link opens: one request for a decision on one ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApproverGrant {
    pub agency: AgencyId,
    pub ticket: TicketId,
    pub approval: ApprovalId,
}

/// A grant that was given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApproverLink {
    pub agency: AgencyId,
    pub ticket: TicketId,
    pub approval: ApprovalId,
    pub issued_at: DateTime<Utc>,
}

impl ApproverLink {
    /// Whether it still opens the page: the request is the last that was made, whoever got it is known, and it is not too
    /// old. What was decided can still be looked at.
    pub fn holds(&self, ticket: &Ticket, now: DateTime<Utc>) -> bool {
        let last = ticket.approvals.last();
        let known = last.is_some_and(|last| {
            let approver = &last.request.approver;
            last.id() == self.approval && !approver.person.details.is_erased()
        });
        known && is_young(self.issued_at, now)
    }
}

impl Links {
    /// The address that is written into a message to the approver.
    pub fn approver_url(&self, grant: &ApproverGrant) -> String {
        let token = Token::of_approver(&self.secret, grant);
        format!("{}/a/{}", self.public_url, token.reveal())
    }

    /// Records that a link is given out, in the transaction of whatever carries it. Again changes nothing.
    pub async fn issue_to_approver(
        &self,
        tx: &mut Tx,
        grant: &ApproverGrant,
        at: DateTime<Utc>,
    ) -> Result<(), DatabaseFault> {
        let params: [Value; 5] = [
            grant.agency.into(),
            Value::Bytes(Some(Token::of_approver(&self.secret, grant).hash())),
            grant.ticket.into(),
            grant.approval.into(),
            at.into(),
        ];
        tx.execute(&ISSUE, &params).await?;
        Ok(())
    }

    /// The grant behind a token, if it was ever given out. Whether it still [`ApproverLink::holds`] is another question.
    pub async fn resolve_approver(
        &self,
        token: &str,
    ) -> Result<Option<ApproverLink>, DatabaseFault> {
        self.behind(&RESOLVE, token, link).await
    }
}

fn link(row: &Row) -> Result<ApproverLink, DatabaseFault> {
    Ok(ApproverLink {
        agency: row.uuid("agency")?.into(),
        ticket: row.uuid("ticket")?.into(),
        approval: row.uuid("approval")?.into(),
        issued_at: row.time("issued_at")?,
    })
}
