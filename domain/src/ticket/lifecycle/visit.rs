//! A slot is proposed, confirmed, moved or cancelled.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::state::Ticket;
use crate::value::{ShortText, Slot};

impl Ticket {
    /// The slot of work whose quote was accepted, or another one for a planned visit; it holds at once, and the manager
    /// is shown that a visit moved.
    pub(super) fn propose_slot(
        &self,
        assignment: AssignmentId,
        slot: &Slot,
        comment: &Comment,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let visit = self.known(assignment)?.step.visit();
        if visit.is_some_and(|visit| visit.slot == *slot) {
            return Ok(vec![]);
        }
        guard::slot_to_come(slot, context)?;
        Ok(vec![TicketEvent::SlotProposed {
            assignment,
            slot: slot.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    pub(super) fn confirm_slot(&self, assignment: AssignmentId) -> Decision {
        let visit = self.visit(assignment)?;
        Ok(if visit.confirmed {
            vec![]
        } else {
            vec![TicketEvent::SlotConfirmed { assignment }]
        })
    }

    pub(super) fn postpone_slot(
        &self,
        assignment: AssignmentId,
        slot: &Slot,
        reason: &Comment,
    ) -> Decision {
        if self.visit(assignment)?.slot == *slot {
            return Ok(vec![]);
        }
        Ok(vec![TicketEvent::SlotPostponed {
            assignment,
            slot: slot.clone(),
            reason: reason.clone(),
        }])
    }
}

/// The visit is off; the contractor is asked for another slot.
pub(super) fn cancel_slot(
    assignment: AssignmentId,
    reason: &Personal<ShortText>,
    signed_by: &SignedBy,
) -> Decision {
    Ok(vec![TicketEvent::SlotCancelled {
        assignment,
        reason: reason.clone(),
        signed_by: signed_by.clone(),
    }])
}
