//! The invoice is asked for, received, and asked for again when it is wrong.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::personal::Personal;
use crate::ticket::assignment::Assignment;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::parts::Invoice;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
use crate::value::ShortText;

impl Ticket {
    pub(super) fn request_invoice(&self, assignment: AssignmentId, comment: &Comment) -> Decision {
        goes_by_email(self.known(assignment)?)?;
        Ok(vec![TicketEvent::InvoiceRequested {
            assignment,
            comment: comment.clone(),
        }])
    }

    /// The contractor may send it as soon as the job is done, asked or not.
    pub(super) fn submit_invoice(
        &self,
        assignment: AssignmentId,
        invoice: &Invoice,
        comment: &Comment,
        signed_by: &SignedBy,
    ) -> Decision {
        let known = self.known(assignment)?;
        if known.step_code() == StepCode::Invoiced {
            return guard::once_more(known.invoice.as_ref() == Some(invoice), known.step_code());
        }
        Ok(vec![TicketEvent::InvoiceReceived {
            assignment,
            invoice: invoice.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    pub(super) fn reject_invoice(
        &self,
        assignment: AssignmentId,
        comment: &Personal<ShortText>,
    ) -> Decision {
        goes_by_email(self.known(assignment)?)?;
        Ok(vec![TicketEvent::InvoiceRejected {
            assignment,
            comment: comment.clone(),
        }])
    }
}

/// An invoice request always goes by e-mail too, whatever the channels say.
fn goes_by_email(assignment: &Assignment) -> Result<(), Refusal> {
    assignment
        .is_reached_by_email()
        .then_some(())
        .ok_or(Refusal::NoEmailForInvoiceRequest)
}
