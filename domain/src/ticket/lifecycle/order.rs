//! An order is accepted with a slot, or declined; it is read; it is cancelled.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::state::Ticket;
use crate::value::{ShortText, Slot};

impl Ticket {
    pub(super) fn accept_order(
        &self,
        assignment: AssignmentId,
        slot: &Slot,
        comment: &Comment,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let known = self.known(assignment)?;
        if let Some(visit) = known.step.visit() {
            return guard::once_more(visit.slot == *slot, known.step_code());
        }
        guard::slot_to_come(slot, context)?;
        Ok(vec![TicketEvent::OrderAccepted {
            assignment,
            slot: slot.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    pub(super) fn acknowledge_order(&self, assignment: AssignmentId) -> Decision {
        Ok(if self.known(assignment)?.read_at.is_some() {
            vec![]
        } else {
            vec![TicketEvent::OrderRead { assignment }]
        })
    }
}

pub(super) fn decline(
    assignment: AssignmentId,
    reason: &Personal<ShortText>,
    signed_by: &SignedBy,
) -> Decision {
    Ok(vec![TicketEvent::AssignmentDeclined {
        assignment,
        reason: reason.clone(),
        signed_by: signed_by.clone(),
    }])
}

pub(super) fn cancel(assignment: AssignmentId, reason: &Comment) -> Decision {
    Ok(vec![TicketEvent::AssignmentCancelled {
        assignment,
        reason: reason.clone(),
    }])
}
