//! How does a program see a ticket?

use super::parts::{
    AttachmentView, PropertyView, ReminderPolicyView, SetAsideView, SiteContactView, TeamView,
    UpcomingView, WatcherView,
};
use super::request::RequestView;
use super::{AssignmentView, PersonView, code, text};
use crate::json::approvals::ApprovalView;
use crate::json::needs::{ActionView, Permitted};
use chrono::{DateTime, Utc};
use domain::ids::TicketId;
use domain::ticket::{Opening, Ticket};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A ticket as it is now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TicketView {
    pub id: Uuid,
    /// For `If-Match`.
    pub version: u64,
    /// Unique in the agency.
    #[schema(example = 1026)]
    pub number: u64,
    #[serde(rename = "type")]
    /// `?` while a client's request waits for its validation.
    #[schema(example = "ODS")]
    pub ticket_type: &'static str,
    #[schema(example = "syndic")]
    pub module: String,
    /// That of the assignment that leads; `in_progress` where several go on side by side; or `pending`, `dismissed`, `closed`.
    #[schema(example = "planned")]
    pub status: Option<&'static str>,
    /// `waiting` (grey), `must_act` (blue), `closed` (red).
    #[schema(example = "waiting")]
    pub urgency: &'static str,
    /// What calls for the manager, whatever the status.
    pub attention: Vec<serde_json::Value>,
    pub property: PropertyView,
    /// Nothing leaves automatically.
    pub silent: bool,
    pub requester: Option<PersonView>,
    #[schema(example = "phone")]
    pub source: String,
    pub requested_at: DateTime<Utc>,
    pub subject: Option<String>,
    pub description: Option<String>,
    pub original_description: Option<String>,
    /// Gérance: in whose name invoices are made out.
    pub landlord: Option<PersonView>,
    pub ask_presence: bool,
    pub site_contact: Option<SiteContactView>,
    pub watchers: Vec<WatcherView>,
    pub reminder_policy: ReminderPolicyView,
    pub team: TeamView,
    pub creator: Uuid,
    pub external_reference: Option<String>,
    pub opened_at: Option<DateTime<Utc>>,
    pub modified_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    /// The sum of the invoices that count, in cents including tax; none is shown as *NC*.
    pub amount_cents: Option<i64>,
    /// Time that staff had the ticket open.
    pub seconds_spent: u64,
    pub assignments: Vec<AssignmentView>,
    /// Requests to somebody outside of the agency for a decision on quotes; the last one counts.
    pub approvals: Vec<ApprovalView>,
    /// Only of a ticket that began as a client's request.
    pub request: Option<RequestView>,
    /// What the caller may do with the ticket as a whole now, and what each needs; of each assignment, see there.
    pub actions: Vec<ActionView>,
    pub attachments: Vec<AttachmentView>,
    /// What comes by itself, soonest first.
    pub upcoming: Vec<UpcomingView>,
    /// It is as it was before one of its events that cannot be read: nothing can be done on it for the moment
    /// (`ticket_unreadable`).
    pub unreadable: bool,
    /// What does not follow this ticket at present, because it could not process one of its events.
    pub set_aside: Vec<SetAsideView>,
}

impl TicketView {
    /// As somebody sees it who is permitted that much.
    pub fn new(
        (id, version): (TicketId, u64),
        ticket: &Ticket,
        opening: &Opening,
        permitted: &Permitted,
    ) -> Self {
        let silent = ticket.is_silent();
        Self {
            id: id.uuid(),
            version,
            number: opening.number,
            ticket_type: opening.ticket_type.acronym(),
            module: code(opening.module),
            status: ticket.status().map(|status| status.code()),
            urgency: ticket.urgency().code(),
            attention: ticket
                .attention
                .iter()
                .filter_map(|it| serde_json::to_value(it).ok())
                .collect(),
            property: PropertyView::from(&opening.property),
            silent,
            requester: opening.requester.as_ref().map(PersonView::from),
            source: code(opening.source),
            requested_at: opening.requested_at,
            subject: text(&opening.subject),
            description: text(&opening.description),
            original_description: opening.original_description.as_ref().and_then(text),
            landlord: opening.landlord.as_ref().map(PersonView::from),
            ask_presence: opening.ask_presence,
            site_contact: opening.site_contact.as_ref().map(SiteContactView::from),
            watchers: opening.watchers.iter().map(WatcherView::from).collect(),
            reminder_policy: ReminderPolicyView::from(&opening.reminder_policy),
            team: TeamView::from(&opening.team),
            creator: opening.creator.uuid(),
            external_reference: opening.external_reference.clone(),
            opened_at: ticket.opened_at,
            modified_at: ticket.modified_at,
            closed_at: ticket.closed_at,
            amount_cents: ticket.amount_in_cents(),
            seconds_spent: ticket.seconds_spent,
            assignments: ticket
                .assignments
                .iter()
                .map(|it| AssignmentView::new(it, permitted.on_part(id, ticket, it)))
                .collect(),
            approvals: ticket
                .approvals
                .iter()
                .map(|it| ApprovalView::new(it, ticket))
                .collect(),
            request: ticket.request.as_ref().map(RequestView::from),
            actions: permitted.on_whole(id, ticket),
            attachments: ticket
                .attachments
                .iter()
                .map(AttachmentView::from)
                .collect(),
            upcoming: ticket
                .deadlines()
                .iter()
                .map(|it| UpcomingView::new(it, silent))
                .collect(),
            unreadable: false,
            set_aside: Vec::new(),
        }
    }
}
