//! What does a program see of a request for approval, and what does whoever was asked?

use super::Approver;
use crate::json::links::exchange::AgencyView;
use crate::json::needs::{ActionView, by_approver};
use crate::json::view::{PersonView, PropertyView, text};
use crate::problem::Answer;
use crate::state::App;
use chrono::{DateTime, Utc};
use domain::ticket::{Approval, QuoteVersion, Ticket, Verdict};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A request to somebody outside of the agency for a decision on quotes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    pub id: Uuid,
    /// `landlord`, `council_president`, `council_member` or `other`.
    #[schema(example = "council_president")]
    pub role: &'static str,
    pub approver: PersonView,
    pub asked_at: DateTime<Utc>,
    pub reminded_at: Option<DateTime<Utc>>,
    /// Gérance: above this many cents the mandate wants the landlord to be asked.
    pub threshold_cents: Option<i64>,
    pub quotes: Vec<AskedQuoteView>,
    /// `approved`, `disapproved`, or nothing yet.
    pub verdict: Option<&'static str>,
    /// The contractor's part whose quote was approved.
    pub approved: Option<Uuid>,
}

/// One of the quotes to choose from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedQuoteView {
    /// The contractor's part that it belongs to.
    pub assignment: Uuid,
    pub version: u16,
    pub contractor: Option<String>,
    /// Including tax; none where it was replaced since.
    pub amount_cents: Option<i64>,
}

impl ApprovalView {
    pub fn new(approval: &Approval, ticket: &Ticket) -> Self {
        let request = &approval.request;
        let (verdict, approved) = match approval.verdict {
            Some(Verdict::Approved { quote }) => (Some("approved"), Some(quote.assignment.uuid())),
            Some(Verdict::Disapproved) => (Some("disapproved"), None),
            None => (None, None),
        };
        Self {
            id: approval.id().uuid(),
            role: request.approver.role.code(),
            approver: PersonView::from(&request.approver.person),
            asked_at: approval.asked_at,
            reminded_at: approval.reminded_at,
            threshold_cents: request.threshold.map(|amount| amount.cents()),
            quotes: request.quotes.iter().map(|it| asked(it, ticket)).collect(),
            verdict,
            approved,
        }
    }
}

fn asked(quote: &QuoteVersion, ticket: &Ticket) -> AskedQuoteView {
    let part = ticket.assignment(quote.assignment);
    let offer = part.and_then(|part| part.offer.as_ref());
    let offer = offer.filter(|offer| offer.version == quote.version);
    AskedQuoteView {
        assignment: quote.assignment.uuid(),
        version: quote.version,
        contractor: part
            .and_then(|part| part.contractor.details.get())
            .map(|details| details.name.clone()),
        amount_cents: offer.map(|offer| offer.quote.amount.cents()),
    }
}

/// What whoever was asked sees.
#[derive(Serialize, ToSchema)]
pub struct ApprovalLinkView {
    version: u64,
    agency: AgencyView,
    #[schema(example = 1026)]
    number: u64,
    subject: Option<String>,
    description: Option<String>,
    property: PropertyView,
    approval: ApprovalView,
    /// What may be done now: nothing once it is decided.
    actions: Vec<ActionView>,
}

impl ApprovalLinkView {
    pub async fn of(app: &App, approver: &Approver, token: &str) -> Answer<Self> {
        let (link, opening) = (&approver.link, approver.opening()?);
        let agency = app.directory.agency(link.agency).await?;
        let ticket = &approver.ticket;
        Ok(Self {
            version: approver.version,
            agency: AgencyView::from(agency.as_ref()),
            number: opening.number,
            subject: text(&opening.subject),
            description: text(&opening.description),
            property: PropertyView::from(&opening.property),
            approval: ApprovalView::new(approver.approval()?, ticket),
            actions: by_approver(token, link.approval, ticket),
        })
    }
}
