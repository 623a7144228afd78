//! How does a program see the parts of a ticket: place, people, delays, files, deadlines?

use super::{ChannelsView, PersonView, code, text};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::deadlines::Deadline;
use domain::ticket::{Audience, Property, SiteContact, Team, Ticket, TicketFile, Viewer, Watcher};
use domain::value::{Cadence, ReminderPolicy};
use infra::follower::ParkedLane;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

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
    /// In bytes, as it was sent: a copy without its place is a little smaller.
    pub size: u64,
    /// Who sent it: `agency`, `contractor`, `requester`.
    #[schema(example = "contractor")]
    pub from: &'static str,
    /// Which contractor, if one did.
    pub assignment: Option<Uuid>,
    /// Who sees it beside the agency and its sender: `agency`, `contractors`, or the identifier of one assignment.
    #[schema(example = "contractors")]
    pub to: String,
}

/// A file as those see it who come by a link.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkFileView {
    pub id: Uuid,
    pub name: Option<String>,
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// Whether they sent it themselves.
    pub own: bool,
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

impl From<&TicketFile> for AttachmentView {
    fn from(file: &TicketFile) -> Self {
        let attachment = &file.attachment;
        let (from, assignment) = match &file.by {
            Actor::Contractor { assignment } => ("contractor", Some(assignment.uuid())),
            Actor::Requester => ("requester", None),
            Actor::Approver { .. } => ("approver", None),
            Actor::Staff { .. } | Actor::Timer | Actor::System => ("agency", None),
        };
        Self {
            id: attachment.id.uuid(),
            name: text(&attachment.name),
            media_type: attachment.media_type.clone(),
            size: attachment.size,
            from,
            assignment,
            to: match attachment.to {
                Audience::Nobody => "agency".to_owned(),
                Audience::Contractors => "contractors".to_owned(),
                Audience::Contractor { assignment } => assignment.to_string(),
            },
        }
    }
}

impl LinkFileView {
    /// Those that they may see.
    pub fn of(ticket: &Ticket, viewer: Viewer) -> Vec<Self> {
        let file = |file: &TicketFile| Self {
            id: file.attachment.id.uuid(),
            name: text(&file.attachment.name),
            media_type: file.attachment.media_type.clone(),
            own: file.is_by(viewer),
        };
        ticket.files_for(viewer).map(file).collect()
    }
}

impl UpcomingView {
    pub fn new(deadline: &Deadline, silent: bool) -> Self {
        Self {
            kind: deadline.timer.kind.code(),
            assignment: deadline.timer.assignment.uuid(),
            due_at: deadline.due_at,
            suspended: silent.then_some("silent_mode"),
        }
    }
}

/// Background work that waits for an operator before it goes on with this ticket. The log itself is whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetAsideView {
    /// `ticket_list`: lists show it as it was; `timers`: its reminders may not come; `outbox`: its new messages do not leave.
    #[schema(example = "timers")]
    pub by: String,
    pub since: DateTime<Utc>,
}

impl From<ParkedLane> for SetAsideView {
    fn from(lane: ParkedLane) -> Self {
        Self {
            by: lane.follower,
            since: lane.parked_at,
        }
    }
}
