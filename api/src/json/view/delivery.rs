//! What became of a message?

use super::code;
use chrono::{DateTime, Utc};
use domain::ticket::Recipient;
use infra::outbox::OutboxView;
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use utoipa::ToSchema;
use uuid::Uuid;

/// One message to one person by one channel.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveryView {
    /// What it is about.
    #[schema(example = "order_sent")]
    pub occasion: String,
    /// `contractor`, `requester`, `landlord`, `president`, `tenant`, `site_contact`, `approver`, `watcher`, `staff`, `informed`.
    #[schema(example = "contractor")]
    pub recipient: &'static str,
    /// Of the assignment, watcher or staff member, where there are several.
    pub recipient_id: Option<Uuid>,
    #[schema(example = "email")]
    pub channel: String,
    /// `due`, `attempted`, `sent`, `later`, `failed`, `unknown`, `suppressed`, `delivered`.
    #[schema(example = "sent")]
    pub state: &'static str,
    pub attempts: u32,
    /// Some attempt perhaps reached its reader, and none is confirmed. Then `failed` means that it is not tried again, not
    /// that it did not arrive.
    pub perhaps_delivered: bool,
    /// When the next attempt is planned, for what is not settled.
    pub due_at: DateTime<Utc>,
    pub settled_at: Option<DateTime<Utc>>,
    /// Why it was suppressed, or what the last attempt came to.
    pub reason: Option<String>,
}

impl From<&OutboxView> for DeliveryView {
    fn from(message: &OutboxView) -> Self {
        let (recipient, recipient_id) = match message.recipient {
            Recipient::Contractor { assignment } => ("contractor", Some(assignment.uuid())),
            Recipient::Requester => ("requester", None),
            Recipient::Landlord => ("landlord", None),
            Recipient::President => ("president", None),
            Recipient::Tenant => ("tenant", None),
            Recipient::SiteContact => ("site_contact", None),
            Recipient::Approver { approval } => ("approver", Some(approval.uuid())),
            Recipient::Watcher { id } => ("watcher", Some(id.uuid())),
            Recipient::Staff { id } => ("staff", Some(id.uuid())),
            Recipient::Informed { .. } => ("informed", None),
        };
        Self {
            occasion: code(message.occasion),
            recipient,
            recipient_id,
            channel: code(message.channel),
            state: message.state.code(),
            attempts: message.attempts,
            perhaps_delivered: message.is_perhaps_delivered(),
            due_at: message.due_at,
            settled_at: message.settled_at,
            reason: message.reason.clone(),
        }
    }
}

/// Differs whenever something became of a message: for an entity tag.
pub fn fingerprint(messages: &[OutboxView]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for message in messages {
        (message.id, message.state, message.attempts, message.due_at).hash(&mut hasher);
    }
    hasher.finish()
}
