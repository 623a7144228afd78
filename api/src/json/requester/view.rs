//! What does a requester see of what was asked? How far it has come, and the requester's own exchanges with the agency.
//! Never internal notes, others' exchanges, amounts, or who refused.

use super::Requester;
use crate::json::links::exchange::{AgencyView, ExchangeView, exchanges};
use crate::json::view::{LinkFileView, PropertyView, text};
use crate::problem::Answer;
use crate::state::App;
use chrono::{DateTime, Utc};
use domain::ticket::{Addressee, TicketStatus, Viewer};
use projections::ticket_page::{Reached, follow_up};
use serde::Serialize;
use utoipa::ToSchema;

/// What was asked, and what became of it.
#[derive(Serialize, ToSchema)]
pub struct FollowUpView {
    version: u64,
    agency: AgencyView,
    #[schema(example = 1026)]
    number: u64,
    /// `pending`, `dismissed`, `closed`, or `in_progress`.
    #[schema(example = "pending")]
    status: &'static str,
    /// Why nothing is done about it; only of a dismissed request.
    reason: Option<String>,
    subject: Option<String>,
    /// As the requester wrote it.
    description: Option<String>,
    property: PropertyView,
    requested_at: DateTime<Utc>,
    /// In order: `received`, `contractor_asked`, `visit`, `done`; or `received`, `dismissed`; at the end `closed`.
    steps: Vec<StepView>,
    /// What the requester sent.
    attachments: Vec<LinkFileView>,
    /// The requester's exchanges with the agency, oldest first.
    messages: Vec<ExchangeView>,
}

/// One step on the way.
#[derive(Serialize, ToSchema)]
struct StepView {
    #[schema(example = "visit")]
    step: &'static str,
    reached: bool,
    /// Start of the visit, where one is agreed on.
    at: Option<DateTime<Utc>>,
}

impl FollowUpView {
    pub async fn of(app: &App, requester: &Requester) -> Answer<Self> {
        let (link, opening) = (&requester.link, requester.opening()?);
        let agency = app.directory.agency(link.agency).await?;
        let ticket = &requester.ticket;
        let status = match ticket.status() {
            Some(TicketStatus::Step(_)) | None => "in_progress",
            Some(
                other @ (TicketStatus::Request(_)
                | TicketStatus::Overall(_)
                | TicketStatus::Ended(_)),
            ) => other.code(),
        };
        Ok(Self {
            version: requester.version,
            agency: AgencyView::from(agency.as_ref()),
            number: opening.number,
            status,
            reason: ticket.dismissal().and_then(text),
            subject: text(&opening.subject),
            description: opening.original_description.as_ref().and_then(text),
            property: PropertyView::from(&opening.property),
            requested_at: opening.requested_at,
            steps: follow_up(ticket).iter().map(StepView::from).collect(),
            attachments: LinkFileView::of(ticket, Viewer::Requester),
            messages: exchanges(app, (link.agency, link.ticket), &Addressee::Requester).await?,
        })
    }
}

impl From<&Reached> for StepView {
    fn from(step: &Reached) -> Self {
        Self {
            step: step.milestone.code(),
            reached: step.reached,
            at: step.slot.as_ref().map(|slot| slot.start()),
        }
    }
}
