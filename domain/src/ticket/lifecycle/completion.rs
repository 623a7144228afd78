//! "Is it done?": done, not done, or a quote is needed first.

use super::{Decision, guard};
use crate::calendar::agency_local;
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::ticket::assignment::Step;
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::parts::Invoice;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
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
        if let Step::Completed { on } = known.step {
            let same = on == completed_on && invoice.is_none();
            return guard::once_more(same, known.step_code());
        }
        let visit = self.visit_begun(assignment, context)?;
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
        if self.visit(assignment)?.slot == *next.slot() {
            return Ok(vec![]);
        }
        let visit = self.visit_begun(assignment, context)?;
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

    /// The visit that may end now. From *planned* too once it has begun: where presence is not asked for, nobody
    /// said "on site".
    fn visit_begun(
        &self,
        assignment: AssignmentId,
        context: &CommandContext,
    ) -> Result<&Visit, Refusal> {
        let visit = self.visit(assignment)?;
        let only_planned = self.known(assignment)?.step_code() == StepCode::Planned;
        if only_planned && !visit.has_begun(context.at) && !guard::is_staff(context) {
            return Err(Refusal::VisitNotBegun);
        }
        Ok(visit)
    }
}

pub(super) fn report_quote_necessary(
    assignment: AssignmentId,
    comment: &Comment,
    signed_by: &SignedBy,
) -> Decision {
    Ok(vec![TicketEvent::QuoteFoundNecessary {
        assignment,
        comment: comment.clone(),
        signed_by: signed_by.clone(),
    }])
}
