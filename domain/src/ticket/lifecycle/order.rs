//! An order is accepted with a slot, or declined; it is read; it is cancelled.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::assignment::Step;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
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
        match &self.known(assignment)?.step {
            Step::AwaitingAnswer { .. } => {
                guard::slot_to_come(slot, context)?;
                Ok(vec![TicketEvent::OrderAccepted {
                    assignment,
                    slot: slot.clone(),
                    comment: comment.clone(),
                    signed_by: signed_by.clone(),
                }])
            }
            Step::Planned { visit } if visit.slot == *slot => Ok(vec![]),
            step @ (Step::Planned { .. }
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

    pub(super) fn decline(
        &self,
        assignment: AssignmentId,
        reason: &Personal<ShortText>,
        signed_by: &SignedBy,
    ) -> Decision {
        match self.known(assignment)?.step_code() {
            StepCode::AwaitingAnswer | StepCode::QuoteRequested | StepCode::QuotePromised => {
                Ok(vec![TicketEvent::AssignmentDeclined {
                    assignment,
                    reason: reason.clone(),
                    signed_by: signed_by.clone(),
                }])
            }
            StepCode::Declined => Ok(vec![]),
            step @ (StepCode::Planned
            | StepCode::QuoteReceived
            | StepCode::QuoteInApproval
            | StepCode::QuoteDisapproved
            | StepCode::QuoteApproved
            | StepCode::QuoteAccepted
            | StepCode::QuoteRefused
            | StepCode::OnSite
            | StepCode::AwaitingCompletion
            | StepCode::Completed
            | StepCode::InvoiceRequested
            | StepCode::Invoiced
            | StepCode::Cancelled) => guard::step_does_not_allow(step),
        }
    }

    pub(super) fn acknowledge_order(&self, assignment: AssignmentId) -> Decision {
        let known = self.known(assignment)?;
        if known.step_code().is_off() {
            return guard::step_does_not_allow(known.step_code());
        }
        Ok(if known.read_at.is_some() {
            vec![]
        } else {
            vec![TicketEvent::OrderRead { assignment }]
        })
    }

    pub(super) fn cancel_assignment(&self, assignment: AssignmentId, reason: &Comment) -> Decision {
        match self.known(assignment)?.step_code() {
            StepCode::Cancelled => Ok(vec![]),
            step @ (StepCode::Declined | StepCode::QuoteRefused | StepCode::Invoiced) => {
                guard::step_does_not_allow(step)
            }
            StepCode::AwaitingAnswer
            | StepCode::QuoteRequested
            | StepCode::QuotePromised
            | StepCode::QuoteReceived
            | StepCode::QuoteInApproval
            | StepCode::QuoteDisapproved
            | StepCode::QuoteApproved
            | StepCode::QuoteAccepted
            | StepCode::Planned
            | StepCode::OnSite
            | StepCode::AwaitingCompletion
            | StepCode::Completed
            | StepCode::InvoiceRequested => Ok(vec![TicketEvent::AssignmentCancelled {
                assignment,
                reason: reason.clone(),
            }]),
        }
    }
}
