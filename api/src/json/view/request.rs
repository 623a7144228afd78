//! How does a program see the request that a ticket began with?

use super::{ChannelsView, text};
use domain::ticket::{RequestStage, Requested};
use serde::Serialize;
use utoipa::ToSchema;

/// A client's request.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestView {
    /// `pending`, `validated` or `dismissed`.
    #[schema(example = "pending")]
    pub stage: &'static str,
    /// Why nothing is done about it; only of a dismissed one.
    pub reason: Option<String>,
    /// How the requester is told what becomes of it.
    pub channels: ChannelsView,
}

impl From<&Requested> for RequestView {
    fn from(request: &Requested) -> Self {
        let (stage, reason) = match &request.stage {
            RequestStage::Pending => ("pending", None),
            RequestStage::Validated => ("validated", None),
            RequestStage::Dismissed { reason } => ("dismissed", text(reason)),
        };
        Self {
            stage,
            reason,
            channels: request.channels.into(),
        }
    }
}
