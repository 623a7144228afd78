//! How does a program see a ticket?

use super::{AssignmentView, ChannelsView, PersonView, code, text};
use chrono::{DateTime, Utc};
use domain::ids::TicketId;
use domain::policy::deadlines::Deadline;
use domain::ticket::{Attachment, Opening, Property, SiteContact, Team, Ticket, Watcher};
use domain::value::{Cadence, ReminderPolicy};
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
    #[schema(example = "ODS")]
    pub ticket_type: &'static str,
    #[schema(example = "syndic")]
    pub module: String,
    /// That of the assignment that leads, or `closed`.
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
    pub attachments: Vec<AttachmentView>,
    /// What comes by itself, soonest first.
    pub upcoming: Vec<UpcomingView>,
}

/// Where the work is, as it was when the ticket was opened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PropertyView {
    pub id: Uuid,
    #[schema(example = "co_ownership")]
    pub kind: String,
    pub reference: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    /// IANA name of the zone in which visits are given.
    pub zone: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SiteContactView {
    #[serde(flatten)]
    pub person: PersonView,
    pub comment: Option<String>,
    pub channels: ChannelsView,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WatcherView {
    pub id: Uuid,
    #[serde(flatten)]
    pub person: PersonView,
    pub channels: ChannelsView,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReminderPolicyView {
    pub quote: CadenceView,
    pub invoice: CadenceView,
    pub visit_hours: u16,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct CadenceView {
    pub every_days: u8,
    pub at_most: u8,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct TeamView {
    pub manager: Uuid,
    pub assistant: Option<Uuid>,
    pub accountant: Option<Uuid>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttachmentView {
    pub id: Uuid,
    pub name: Option<String>,
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// In bytes.
    pub size: u64,
}

/// A deadline that is armed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UpcomingView {
    #[schema(example = "visit_reminder")]
    pub kind: &'static str,
    pub assignment: Uuid,
    pub due_at: DateTime<Utc>,
    /// `silent_mode`: it will come, and write to nobody.
    pub suspended: Option<&'static str>,
}

impl TicketView {
    pub fn new(id: TicketId, version: u64, ticket: &Ticket, opening: &Opening) -> Self {
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
                .map(|it| AssignmentView::new(it, ticket))
                .collect(),
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
        }
    }
}

impl From<&Property> for PropertyView {
    fn from(property: &Property) -> Self {
        Self {
            id: property.id.uuid(),
            kind: code(property.kind),
            reference: property.reference.clone(),
            name: property.name.clone(),
            street: property.street.clone(),
            postal_code: property.postal_code.clone(),
            city: property.city.clone(),
            zone: property.zone.name().to_owned(),
        }
    }
}

impl From<&SiteContact> for SiteContactView {
    fn from(contact: &SiteContact) -> Self {
        Self {
            person: PersonView::from(&contact.person),
            comment: contact.comment.as_ref().and_then(text),
            channels: contact.channels.into(),
        }
    }
}

impl From<&Watcher> for WatcherView {
    fn from(watcher: &Watcher) -> Self {
        Self {
            id: watcher.id.uuid(),
            person: PersonView::from(&watcher.person),
            channels: watcher.channels.into(),
        }
    }
}

impl From<&ReminderPolicy> for ReminderPolicyView {
    fn from(policy: &ReminderPolicy) -> Self {
        let cadence = |cadence: Cadence| CadenceView {
            every_days: cadence.every_days(),
            at_most: cadence.at_most(),
        };
        Self {
            quote: cadence(policy.quote()),
            invoice: cadence(policy.invoice()),
            visit_hours: policy.visit_hours(),
        }
    }
}

impl From<&Team> for TeamView {
    fn from(team: &Team) -> Self {
        Self {
            manager: team.manager.uuid(),
            assistant: team.assistant.map(Into::into),
            accountant: team.accountant.map(Into::into),
        }
    }
}

impl From<&Attachment> for AttachmentView {
    fn from(attachment: &Attachment) -> Self {
        Self {
            id: attachment.id.uuid(),
            name: text(&attachment.name),
            media_type: attachment.media_type.clone(),
            size: attachment.size,
        }
    }
}

impl UpcomingView {
    fn new(deadline: &Deadline, silent: bool) -> Self {
        Self {
            kind: deadline.timer.kind.code(),
            assignment: deadline.timer.assignment.uuid(),
            due_at: deadline.due_at,
            suspended: silent.then_some("silent_mode"),
        }
    }
}
