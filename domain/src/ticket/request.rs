//! What is a client's request, and what becomes of it before and after the agency looked at it?
//!
//! | request | manager | requester |
//! | --- | --- | --- |
//! | none yet | `SubmitRequest` → `RequestSubmitted`, on the requester's behalf | the same |
//! | `pending` | `ValidateRequest` → `TicketOpened`, `ContractorEngaged`; `DismissRequest` → `RequestDismissed` | `WriteToAgency`, `AttachFile` |
//! | `validated` | as on any ticket | the same |
//! | `dismissed` | nothing any more | nothing any more |

use super::kind::TicketType;
use super::parts::{
    Channels, Clients, Module, Opening, Person, Property, Rules, Source, Team, Watcher,
};
use crate::ids::WatcherId;
use crate::personal::Personal;
use crate::value::{Description, ReminderPolicy, ShortText, Subject as SubjectLine};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Everything that is known when a client asks for something (*demande*). Its ticket has a number from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Unique in the agency, given once, in order, never reused; the ticket keeps it when the request is validated.
    pub number: u64,
    pub module: Module,
    pub property: Property,
    pub requester: Person,
    /// How the requester is told what becomes of it; at least one.
    pub channels: Channels,
    /// As whom the requester is told of the important steps, unless the manager decides otherwise.
    pub watcher: WatcherId,
    pub source: Source,
    pub requested_at: DateTime<Utc>,
    pub subject: Personal<SubjectLine>,
    /// What the requester wrote: nobody changes it.
    pub description: Personal<Description>,
    #[serde(default, skip_serializing_if = "Clients::is_nobody")]
    pub clients: Clients,
    pub team: Team,
    pub rules: Rules,
    /// The key under which the extranet knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
}

/// A ticket's beginning as a request, for as long as the ticket lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    pub channels: Channels,
    pub stage: RequestStage,
}

/// How far the agency has come with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStage {
    /// No manager has decided on it yet.
    Pending,
    /// It has become a ticket of another type.
    Validated,
    Dismissed {
        reason: Personal<ShortText>,
    },
}

impl From<&Request> for Requested {
    fn from(request: &Request) -> Self {
        Self {
            channels: request.channels,
            stage: RequestStage::Pending,
        }
    }
}

/// A request as a ticket without a contractor: whoever reads tickets reads it as one.
impl From<&Request> for Opening {
    fn from(request: &Request) -> Self {
        let requester = Watcher {
            id: request.watcher,
            person: request.requester.clone(),
            channels: request.channels,
        };
        Self {
            number: request.number,
            ticket_type: TicketType::Pending,
            module: request.module,
            property: request.property.clone(),
            silent: false,
            requester: Some(request.requester.clone()),
            source: request.source,
            requested_at: request.requested_at,
            subject: request.subject.clone(),
            description: request.description.clone(),
            original_description: Some(request.description.clone()),
            landlord: None,
            clients: request.clients.clone(),
            ask_presence: false,
            site_contact: None,
            watchers: vec![requester],
            reminder_policy: ReminderPolicy::default(),
            team: request.team,
            // Whoever validates it will be.
            creator: request.team.manager,
            rules: request.rules.clone(),
            external_reference: request.external_reference.clone(),
        }
    }
}
