//! The end, and reopening where the agency allows it.

use super::{Decision, guard};
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::event::TicketEvent;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::value::ShortText;

impl Ticket {
    /// `allowed`: the agency's setting. Nothing is sent or armed again by it.
    pub(super) fn reopen(
        &self,
        reason: &Personal<ShortText>,
        allowed: bool,
        context: &CommandContext,
    ) -> Decision {
        if !guard::is_staff(context) {
            return Err(Refusal::ActorNotAllowed);
        }
        if !allowed {
            return Err(Refusal::ReopeningNotAllowed);
        }
        if !self.is_closed() {
            return Err(Refusal::TicketNotClosed);
        }
        Ok(vec![TicketEvent::TicketReopened {
            reason: reason.clone(),
        }])
    }
}
