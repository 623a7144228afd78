//! How does a program see what is there? Schemas of answers, made from the domain's own types.

mod assignment;
mod delivery;
mod entry;
mod parts;
mod request;
mod row;
mod ticket;

pub use assignment::AssignmentView;
pub use delivery::{DeliveryView, fingerprint};
pub use entry::EntryView;
pub use parts::{LinkFileView, PropertyView, SiteContactView};
pub use row::RowView;
pub use ticket::TicketView;

use domain::actor::Actor;
use domain::personal::Personal;
use domain::ticket::{Channels, Person, PersonDetails};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody as the ticket knows them. Once erased, nothing but that is left.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// The directory's entry, unless typed in by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Uuid>,
    pub name: Option<String>,
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// The person was erased on demand.
    pub erased: bool,
}

impl From<&Personal<PersonDetails>> for PersonView {
    fn from(details: &Personal<PersonDetails>) -> Self {
        let known = details.get();
        Self {
            party: None,
            name: known.map(|details| details.name.clone()),
            email: known
                .and_then(|details| details.email.as_ref())
                .map(ToString::to_string),
            phone: known
                .and_then(|details| details.phone.as_ref())
                .map(|phone| phone.as_str().to_owned()),
            erased: details.is_erased(),
        }
    }
}

impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        Self {
            party: person.party.map(Into::into),
            ..Self::from(&person.details)
        }
    }
}

/// The channels ticked for somebody.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ChannelsView {
    pub email: bool,
    pub sms: bool,
}

impl From<Channels> for ChannelsView {
    fn from(channels: Channels) -> Self {
        Self {
            email: channels.email,
            sms: channels.sms,
        }
    }
}

/// Who caused something.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActorView {
    Staff {
        id: Uuid,
    },
    Contractor {
        assignment: Uuid,
    },
    Requester,
    /// Whoever was asked to decide on quotes.
    Approver {
        approval: Uuid,
    },
    /// A deadline that came.
    Timer,
    System,
}

impl From<&Actor> for ActorView {
    fn from(actor: &Actor) -> Self {
        match actor {
            Actor::Staff { id } => Self::Staff { id: id.uuid() },
            Actor::Contractor { assignment } => Self::Contractor {
                assignment: assignment.uuid(),
            },
            Actor::Requester => Self::Requester,
            Actor::Approver { approval } => Self::Approver {
                approval: approval.uuid(),
            },
            Actor::Timer => Self::Timer,
            Actor::System => Self::System,
        }
    }
}

/// A text that may have been erased.
pub fn text<T: ToString>(personal: &Personal<T>) -> Option<String> {
    personal.get().map(ToString::to_string)
}

/// The name that serde gives one of our plain enums.
pub fn code(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(_) | Err(_) => String::new(),
    }
}
