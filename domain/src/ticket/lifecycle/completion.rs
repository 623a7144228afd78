//! "Is it done?": done, not done, or a quote is needed first.

use super::{Decision, guard};
use crate::calendar::agency_local;
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::ticket::assignment::{Assignment, Step};
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::parts::Invoice;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::visit::{NotFinished, Visit};
use chrono::NaiveDate;

impl Ticket {
    pub(super) fn report_completion(
        &self,
        assignment: AssignmentId,
        completed_on: NaiveDate,
        comment: &Comment,
        invoice: Option<&Invoice>,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let known = self.known(assignment)?;
        if known.step == (Step::Completed { on: completed_on }) && invoice.is_none() {
            return Ok(vec![]);
        }
        let visit = under_way(known, context)?;
        if completed_on > agency_local(context.at, visit.slot.zone()).date() {
            return Err(Refusal::CompletedInTheFuture);
        }
        let mut events = vec![TicketEvent::CompletionReported {
            assignment,
            completed_on,
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }];
        events.extend(invoice.map(|invoice| TicketEvent::InvoiceReceived {
            assignment,
            invoice: invoice.clone(),
            comment: None,
            signed_by: signed_by.clone(),
        }));
        Ok(events)
    }

    pub(super) fn deny_completion(
        &self,
        assignment: AssignmentId,
        next: &NotFinished,
        comment: &Comment,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let known = self.known(assignment)?;
        if known
            .step
            .visit()
            .is_some_and(|visit| visit.slot == *next.slot())
        {
            return Ok(vec![]);
        }
        let visit = under_way(known, context)?;
        if let NotFinished::NewEnd { slot } = next
            && slot.end() <= visit.slot.start()
        {
            return Err(Refusal::EndsBeforeItStarts);
        }
        guard::slot_to_come(next.slot(), context)?;
        Ok(vec![TicketEvent::CompletionDenied {
            assignment,
            next: next.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    pub(super) fn report_quote_necessary(
        &self,
        assignment: AssignmentId,
        comment: &Comment,
        signed_by: &SignedBy,
    ) -> Decision {
        let known = self.known(assignment)?;
        if known.step.visit().is_none() {
            return guard::step_does_not_allow(known.step_code());
        }
        Ok(vec![TicketEvent::QuoteFoundNecessary {
            assignment,
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }
}

/// The visit that may end now. From *planned* too once it has begun: where presence is not asked for, nobody
/// said "on site".
fn under_way<'a>(
    assignment: &'a Assignment,
    context: &CommandContext,
) -> Result<&'a Visit, Refusal> {
    match &assignment.step {
        Step::OnSite { visit } | Step::AwaitingCompletion { visit } => Ok(visit),
        Step::Planned { visit } if visit.has_begun(context.at) || guard::is_staff(context) => {
            Ok(visit)
        }
        Step::Planned { .. } => Err(Refusal::VisitNotBegun),
        step @ (Step::AwaitingAnswer { .. }
        | Step::QuoteRequested { .. }
        | Step::QuotePromised { .. }
        | Step::QuoteReceived
        | Step::QuoteInApproval
        | Step::QuoteDisapproved
        | Step::QuoteApproved
        | Step::QuoteAccepted { .. }
        | Step::QuoteRefused
        | Step::Completed { .. }
        | Step::InvoiceRequested { .. }
        | Step::Invoiced
        | Step::Declined
        | Step::Cancelled) => guard::step_does_not_allow(step.code()),
    }
}
