//! A client's request is submitted, validated into a ticket or dismissed.

use super::{Decision, guard, open};
use crate::actor::Actor;
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::command::TicketCommand as C;
use crate::ticket::engagement::Engagement;
use crate::ticket::event::TicketEvent;
use crate::ticket::kind::Mission;
use crate::ticket::parts::{EngagedContractor, Opening};
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::request::{Request, RequestStage};
use crate::ticket::state::Ticket;
use crate::value::ShortText;

impl Ticket {
    /// By the requester, or by staff (a token of the agency's extranet) on their behalf.
    pub(super) fn submit_request(&self, request: &Request, context: &CommandContext) -> Decision {
        if self.opening.is_some() {
            return Err(Refusal::TicketAlreadyOpened);
        }
        match context.actor {
            Actor::Staff { .. } | Actor::Requester => {}
            Actor::Contractor { .. } | Actor::Approver { .. } | Actor::Timer | Actor::System => {
                return Err(Refusal::ActorNotAllowed);
            }
        }
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

    /// The manager makes a ticket of it. What the client said stays as it was said, and so does the number.
    pub(super) fn validate_request(
        &self,
        mission: Mission,
        completed: &Opening,
        first: (AssignmentId, &EngagedContractor),
        others: &[Engagement],
        context: &CommandContext,
    ) -> Decision {
        let asked = self.opening.as_deref().filter(|_| self.is_pending());
        let asked = asked.ok_or(Refusal::RequestNotPending)?;
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

    pub(super) fn dismiss_request(&self, reason: &Personal<ShortText>) -> Decision {
        if !self.is_pending() {
            return Err(Refusal::RequestNotPending);
        }
        Ok(vec![TicketEvent::RequestDismissed {
            reason: reason.clone(),
        }])
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

/// Before a manager has decided, a request is talked about and put in order; nobody is sent, nothing is closed.
pub(super) fn while_pending(command: &C) -> Result<(), Refusal> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever is added waits for the validation until it is listed here"
    )]
    match command {
        C::ValidateRequest { .. }
        | C::DismissRequest { .. }
        | C::WriteToAgency { .. }
        | C::SendMessage { .. }
        | C::InformThirdParty { .. }
        | C::AddNote { .. }
        | C::AttachFile { .. }
        | C::TransferTicket { .. }
        | C::SwitchSilentMode { .. }
        | C::RecordTimeSpent { .. }
        | C::AcknowledgeAttention
        | C::FireTimer { .. }
        | C::RecordNotificationFailure { .. } => Ok(()),
        _ => Err(Refusal::RequestPending),
    }
}

/// A dismissed request is over. Dismissing it again changes nothing.
pub(super) fn after_dismissal(command: &C) -> Decision {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever is added is refused of a dismissed request"
    )]
    match command {
        C::DismissRequest { .. } | C::FireTimer { .. } | C::RecordNotificationFailure { .. } => {
            Ok(vec![])
        }
        _ => Err(Refusal::RequestDismissed),
    }
}
