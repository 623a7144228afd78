//! What does every event say of its origin? Who, for whom, when, and because of what.

use crate::actor::{Actor, OnBehalfOf};
use crate::ids::{AgencyId, CommandId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What comes with every command. Nothing in the domain asks a clock or draws an identifier: both are here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandContext {
    pub command: CommandId,
    pub actor: Actor,
    pub on_behalf_of: Option<OnBehalfOf>,
    /// The moment at which the command is decided, by the clock that the whole process uses.
    pub at: DateTime<Utc>,
    /// When it happened, if somebody enters it afterwards.
    pub occurred_at: Option<DateTime<Utc>>,
    /// The client's `Idempotency-Key`: the same key again has the first effect and gets the first answer.
    pub idempotency_key: Option<String>,
    /// The client's request as it came with the key, so that another request under the same key is noticed. Without
    /// it the command itself is compared, which differs at every try as soon as it carries identifiers made for it.
    pub request: Option<Vec<u8>>,
    /// The first command of a chain (the click that led to the mail that led to the answer).
    pub correlation: Option<CommandId>,
    /// The command or event directly before this one in the chain.
    pub causation: Option<CommandId>,
}

impl CommandContext {
    pub fn new(command: CommandId, actor: Actor, at: DateTime<Utc>) -> Self {
        Self {
            command,
            actor,
            on_behalf_of: None,
            at,
            occurred_at: None,
            idempotency_key: None,
            request: None,
            correlation: None,
            causation: None,
        }
    }
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }
    /// The bytes of the request that came with the key: method, address and body.
    pub fn with_request(mut self, request: impl Into<Vec<u8>>) -> Self {
        self.request = Some(request.into());
        self
    }
    pub fn on_behalf_of(mut self, whom: OnBehalfOf) -> Self {
        self.on_behalf_of = Some(whom);
        self
    }
}

/// What is stored beside every event, in the clear: identifiers and instants only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    pub agency: AgencyId,
    pub command: CommandId,
    pub actor: Actor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OnBehalfOf>,
    /// When it was decided and recorded.
    pub at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<DateTime<Utc>>,
    pub correlation: CommandId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causation: Option<CommandId>,
    /// Present on the first event of a command that came with a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// Keyed hash of the request that came with the key, so that another one under the same key is noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

impl Metadata {
    pub fn new(agency: AgencyId, context: &CommandContext) -> Self {
        Self {
            agency,
            command: context.command,
            actor: context.actor.clone(),
            on_behalf_of: context.on_behalf_of.clone(),
            at: context.at,
            occurred_at: context.occurred_at,
            correlation: context.correlation.unwrap_or(context.command),
            causation: context.causation,
            idempotency_key: context.idempotency_key.clone(),
            fingerprint: None,
        }
    }
}
