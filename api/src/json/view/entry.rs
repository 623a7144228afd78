//! How does a program see an entry of a ticket's log?

use super::{ActorView, DeliveryView};
use chrono::{DateTime, Utc};
use domain::actor::OnBehalfOf;
use infra::outbox::OutboxView;
use projections::ticket_page::{LogEntry, Side};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// One entry of a ticket's log: a fact, for ever.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryView {
    /// Its place in the ticket's log, from 1; after it the ticket has this version.
    pub sequence: u64,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// When it happened, if it was entered afterwards.
    pub occurred_at: Option<DateTime<Utc>>,
    pub author: ActorView,
    /// Entered by hand for the contractor of this assignment, who answered by phone, SMS or letter.
    pub on_behalf_of_assignment: Option<Uuid>,
    /// Submitted or taken down for the client who asked for it.
    pub on_behalf_of_requester: bool,
    /// The request to an approver whose answer somebody of the agency entered.
    pub on_behalf_of_approver: Option<Uuid>,
    /// Entered by a colleague of this one.
    pub on_behalf_of_staff: Option<Uuid>,
    /// `came_in` or `we_did`.
    pub side: &'static str,
    /// Never shown outside the agency.
    pub internal: bool,
    /// Silent mode kept the message back.
    pub kept_back: bool,
    #[schema(example = "OrderAccepted")]
    pub fact: String,
    /// What the fact says. Personal values that were erased are null.
    #[schema(value_type = Object)]
    pub details: Value,
    /// The messages that it caused, and what became of them.
    pub deliveries: Vec<DeliveryView>,
}

impl EntryView {
    /// `messages`: all of the ticket's.
    pub fn new(entry: &LogEntry, messages: &[OutboxView]) -> Self {
        let (assignment, staff) = match entry.on_behalf_of {
            Some(OnBehalfOf::Contractor { assignment }) => (Some(assignment.uuid()), None),
            Some(OnBehalfOf::Staff { id }) => (None, Some(id.uuid())),
            Some(OnBehalfOf::Requester | OnBehalfOf::Approver { .. }) | None => (None, None),
        };
        Self {
            sequence: entry.sequence,
            at: entry.at,
            occurred_at: entry.occurred_at,
            author: ActorView::from(&entry.author),
            on_behalf_of_assignment: assignment,
            on_behalf_of_requester: entry.on_behalf_of == Some(OnBehalfOf::Requester),
            on_behalf_of_approver: match entry.on_behalf_of {
                Some(OnBehalfOf::Approver { approval }) => Some(approval.uuid()),
                Some(
                    OnBehalfOf::Contractor { .. }
                    | OnBehalfOf::Requester
                    | OnBehalfOf::Staff { .. },
                )
                | None => None,
            },
            on_behalf_of_staff: staff,
            side: match entry.side {
                Side::CameIn => "came_in",
                Side::WeDid => "we_did",
            },
            internal: entry.is_internal(),
            kept_back: entry.is_kept_back(),
            fact: entry.fact.name().to_owned(),
            details: details(entry),
            deliveries: messages
                .iter()
                .filter(|message| message.sequence == entry.sequence)
                .map(DeliveryView::from)
                .collect(),
        }
    }
}

/// The fact's fields, with personal values as themselves.
fn details(entry: &LogEntry) -> Value {
    // A fact is stored as {"OrderAccepted": {…}}, or as its bare name where it says nothing more.
    let stored = serde_json::to_value(&entry.fact).unwrap_or_default();
    let fields = match stored {
        Value::Object(fields) => fields.into_iter().next().map(|(_, fields)| fields),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    };
    plain(fields.unwrap_or_else(|| Value::Object(Map::new())))
}

fn plain(value: Value) -> Value {
    match value {
        Value::Object(mut fields) if fields.contains_key("$subject") => {
            fields.remove("value").map_or(Value::Null, plain)
        }
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, plain(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
