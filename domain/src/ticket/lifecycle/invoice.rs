//! The invoice is asked for, received, and asked for again when it is wrong.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::personal::Personal;
use crate::ticket::assignment::{Assignment, Step};
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::parts::Invoice;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
use crate::value::ShortText;

impl Ticket {
    pub(super) fn request_invoice(&self, assignment: AssignmentId, comment: &Comment) -> Decision {
        let known = self.known(assignment)?;
        match known.step_code() {
            StepCode::Completed => {
                goes_by_email(known)?;
                Ok(vec![TicketEvent::InvoiceRequested {
                    assignment,
                    comment: comment.clone(),
                }])
            }
            StepCode::InvoiceRequested => Ok(vec![]),
            step @ (StepCode::AwaitingAnswer
            | StepCode::QuoteRequested
            | StepCode::QuotePromised
            | StepCode::QuoteReceived
            | StepCode::QuoteInApproval
            | StepCode::QuoteDisapproved
            | StepCode::QuoteApproved
            | StepCode::QuoteAccepted
            | StepCode::QuoteRefused
            | StepCode::Planned
            | StepCode::OnSite
            | StepCode::AwaitingCompletion
            | StepCode::Invoiced
            | StepCode::Declined
            | StepCode::Cancelled) => guard::step_does_not_allow(step),
        }
    }

    /// The contractor may send it as soon as the job is done, asked or not.
    pub(super) fn submit_invoice(
        &self,
        assignment: AssignmentId,
        invoice: &Invoice,
        comment: &Comment,
        signed_by: &SignedBy,
        _context: &CommandContext,
    ) -> Decision {
        let known = self.known(assignment)?;
        match &known.step {
            Step::Completed { .. } | Step::InvoiceRequested { .. } => {
                Ok(vec![TicketEvent::InvoiceReceived {
                    assignment,
                    invoice: invoice.clone(),
                    comment: comment.clone(),
                    signed_by: signed_by.clone(),
                }])
            }
            Step::Invoiced if known.invoice.as_ref() == Some(invoice) => Ok(vec![]),
            step @ (Step::AwaitingAnswer { .. }
            | Step::QuoteRequested { .. }
            | Step::QuotePromised { .. }
            | Step::QuoteReceived
            | Step::QuoteInApproval
            | Step::QuoteDisapproved
            | Step::QuoteApproved
            | Step::QuoteAccepted { .. }
            | Step::QuoteRefused
            | Step::Planned { .. }
            | Step::OnSite { .. }
            | Step::AwaitingCompletion { .. }
            | Step::Invoiced
            | Step::Declined
            | Step::Cancelled) => guard::step_does_not_allow(step.code()),
        }
    }

    pub(super) fn reject_invoice(
        &self,
        assignment: AssignmentId,
        comment: &Personal<ShortText>,
    ) -> Decision {
        let known = self.known(assignment)?;
        match known.step_code() {
            StepCode::Invoiced => {
                goes_by_email(known)?;
                Ok(vec![TicketEvent::InvoiceRejected {
                    assignment,
                    comment: comment.clone(),
                }])
            }
            step @ (StepCode::AwaitingAnswer
            | StepCode::QuoteRequested
            | StepCode::QuotePromised
            | StepCode::QuoteReceived
            | StepCode::QuoteInApproval
            | StepCode::QuoteDisapproved
            | StepCode::QuoteApproved
            | StepCode::QuoteAccepted
            | StepCode::QuoteRefused
            | StepCode::Planned
            | StepCode::OnSite
            | StepCode::AwaitingCompletion
            | StepCode::Completed
            | StepCode::InvoiceRequested
            | StepCode::Declined
            | StepCode::Cancelled) => guard::step_does_not_allow(step),
        }
    }
}

/// An invoice request always goes by e-mail too, whatever the channels say.
fn goes_by_email(assignment: &Assignment) -> Result<(), Refusal> {
    assignment
        .is_reached_by_email()
        .then_some(())
        .ok_or(Refusal::NoEmailForInvoiceRequest)
}
