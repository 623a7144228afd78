//! A client's request is submitted, validated into a ticket or dismissed.

use super::{Decision, guard, open};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::engagement::Engagement;
use crate::ticket::event::TicketEvent;
use crate::ticket::kind::Mission;
use crate::ticket::parts::{EngagedContractor, Opening};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::request::{Request, RequestStage};
use crate::ticket::state::Ticket;
use crate::value::ShortText;

impl Ticket {
    /// The manager makes a ticket of it. What the client said stays as it was said, and so does the number.
    pub(super) fn validate_request(
        &self,
        mission: Mission,
        completed: &Opening,
        first: (AssignmentId, &EngagedContractor),
        others: &[Engagement],
        context: &CommandContext,
    ) -> Decision {
        let asked = self.opening.as_deref().ok_or(Refusal::TicketNotOpened)?;
        if completed.module != asked.module {
            return Err(Refusal::PropertyOfAnotherModule);
        }
        let opening = Opening {
            number: asked.number,
            requester: asked.requester.clone(),
            source: asked.source,
            requested_at: asked.requested_at,
            original_description: asked.original_description.clone(),
            description: asked.described(&completed.description),
            external_reference: asked.external_reference.clone(),
            // Who looks after it may have changed since it came in.
            team: asked.team,
            ..completed.clone()
        };
        open::with_contractors(mission, &opening, first, others, context)
    }

    /// No manager has decided on it yet.
    pub fn is_pending(&self) -> bool {
        match self.request.as_ref().map(|request| &request.stage) {
            Some(RequestStage::Pending) => true,
            Some(RequestStage::Validated | RequestStage::Dismissed { .. }) | None => false,
        }
    }

    /// Why the agency does nothing about it, where it has said so.
    pub fn dismissal(&self) -> Option<&Personal<ShortText>> {
        match self.request.as_ref().map(|request| &request.stage) {
            Some(RequestStage::Dismissed { reason }) => Some(reason),
            Some(RequestStage::Pending | RequestStage::Validated) | None => None,
        }
    }
}

/// By the requester, or by staff (a token of the agency's extranet) on their behalf.
pub(super) fn submit(request: &Request, context: &CommandContext) -> Decision {
    if request.property.module != request.module {
        return Err(Refusal::PropertyOfAnotherModule);
    }
    if request.requested_at > context.at {
        return Err(Refusal::RequestedInTheFuture);
    }
    guard::told(
        &request.requester.details,
        request.channels,
        Whom::Requester,
    )?;
    Ok(vec![TicketEvent::RequestSubmitted(Box::new(
        request.clone(),
    ))])
}
