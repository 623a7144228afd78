//! A slot is proposed, confirmed, moved or cancelled.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::assignment::Step;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::state::Ticket;
use crate::ticket::visit::Visit;
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
        let awaited = matches!(self.known(assignment)?.step, Step::QuoteAccepted { .. });
        if !awaited && self.planned(assignment)?.slot == *slot {
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
        let visit = self.planned(assignment)?;
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
        let visit = self.planned(assignment)?;
        if visit.slot == *slot {
            return Ok(vec![]);
        }
        Ok(vec![TicketEvent::SlotPostponed {
            assignment,
            slot: slot.clone(),
            reason: reason.clone(),
        }])
    }

    /// The visit is off; the contractor is asked for another slot.
    pub(super) fn cancel_slot(
        &self,
        assignment: AssignmentId,
        reason: &Personal<ShortText>,
        signed_by: &SignedBy,
    ) -> Decision {
        self.planned(assignment)?;
        Ok(vec![TicketEvent::SlotCancelled {
            assignment,
            reason: reason.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    /// The visit of an assignment whose step is *planned*.
    pub(super) fn planned(&self, assignment: AssignmentId) -> Result<&Visit, super::Refusal> {
        match &self.known(assignment)?.step {
            Step::Planned { visit } => Ok(visit),
            step @ (Step::AwaitingAnswer { .. }
            | Step::QuoteRequested { .. }
            | Step::QuotePromised { .. }
            | Step::QuoteReceived
            | Step::QuoteInApproval
            | Step::QuoteDisapproved
            | Step::QuoteApproved
            | Step::QuoteAccepted { .. }
            | Step::QuoteRefused
            | Step::OnSite { .. }
            | Step::AwaitingCompletion { .. }
            | Step::Completed { .. }
            | Step::InvoiceRequested { .. }
            | Step::Invoiced
            | Step::Declined
            | Step::Cancelled) => guard::step_does_not_allow(step.code()),
        }
    }
}
