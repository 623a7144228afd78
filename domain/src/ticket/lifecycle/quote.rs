//! A quote is asked for, promised, given and replaced. The table stands in `quote.rs` of the ticket.

use super::{Decision, guard};
use crate::calendar::agency_local;
use crate::ids::AssignmentId;
use crate::metadata::CommandContext;
use crate::ticket::assignment::{Assignment, Step};
use crate::ticket::event::{Comment, SignedBy, TicketEvent};
use crate::ticket::files::Viewer;
use crate::ticket::kind::TicketType;
use crate::ticket::quote::Quote;
use crate::ticket::refusal::{Refusal, Whom};
use crate::ticket::state::Ticket;
use crate::ticket::visit::Visit;
use crate::value::Slot;
use chrono::{DateTime, NaiveDate, Utc};

impl Ticket {
    pub(super) fn promise_quote(
        &self,
        assignment: AssignmentId,
        expected_on: Option<NaiveDate>,
        comment: &Comment,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let already = match &self.known(assignment)?.step {
            Step::QuoteRequested { .. } => false,
            Step::QuotePromised {
                expected_on: promised,
                ..
            } => *promised == expected_on,
            step @ (Step::AwaitingAnswer { .. }
            | Step::QuoteReceived
            | Step::QuoteInApproval
            | Step::QuoteDisapproved
            | Step::QuoteApproved
            | Step::QuoteAccepted { .. }
            | Step::QuoteRefused
            | Step::Planned { .. }
            | Step::OnSite { .. }
            | Step::AwaitingCompletion { .. }
            | Step::Completed { .. }
            | Step::InvoiceRequested { .. }
            | Step::Invoiced
            | Step::Declined
            | Step::Cancelled) => return guard::step_does_not_allow(step.code()),
        };
        if already {
            return Ok(vec![]);
        }
        if expected_on.is_some_and(|day| self.is_over(day, context.at)) && !guard::is_staff(context)
        {
            return Err(Refusal::PromisedInThePast);
        }
        Ok(vec![TicketEvent::QuotePromised {
            assignment,
            expected_on,
            comment: comment.clone(),
            signed_by: signed_by.clone(),
        }])
    }

    /// Whether that day is over where the work is.
    fn is_over(&self, day: NaiveDate, at: DateTime<Utc>) -> bool {
        let opening = self.opening.as_ref();
        opening.is_some_and(|opening| day < agency_local(at, opening.property.zone).date())
    }

    pub(super) fn submit_quote(
        &self,
        assignment: AssignmentId,
        quote: &Quote,
        comment: &Comment,
        signed_by: &SignedBy,
        context: &CommandContext,
    ) -> Decision {
        let known = self.known(assignment)?;
        let (comment, signed_by) = (comment.clone(), signed_by.clone());
        let received = |version, cancels| TicketEvent::QuoteReceived {
            assignment,
            version,
            quote: quote.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
            cancels,
        };
        let last = known.offer.as_ref().map_or(0, |offer| offer.version);
        let given = known.offer.as_ref().map(|offer| &offer.quote);
        let events = match &known.step {
            Step::QuoteRequested { .. } | Step::QuotePromised { .. } => {
                vec![received(last + 1, None)]
            }
            Step::QuoteReceived if given == Some(quote) => vec![],
            Step::QuoteReceived | Step::QuoteDisapproved => vec![TicketEvent::QuoteReplaced {
                assignment,
                version: last + 1,
                quote: quote.clone(),
                comment: comment.clone(),
                signed_by: signed_by.clone(),
            }],
            Step::Planned { visit }
            | Step::OnSite { visit }
            | Step::AwaitingCompletion { visit }
                if guard::is_staff(context) =>
            {
                let changed = self.becomes_a_quote(known)?;
                vec![changed, received(last + 1, to_come(visit, context))]
            }
            step @ (Step::AwaitingAnswer { .. }
            | Step::QuoteInApproval
            | Step::QuoteApproved
            | Step::QuoteAccepted { .. }
            | Step::QuoteRefused
            | Step::Planned { .. }
            | Step::OnSite { .. }
            | Step::AwaitingCompletion { .. }
            | Step::Completed { .. }
            | Step::InvoiceRequested { .. }
            | Step::Invoiced
            | Step::Declined
            | Step::Cancelled) => return guard::step_does_not_allow(step.code()),
        };
        let viewer = if guard::is_staff(context) {
            Viewer::Agency
        } else {
            Viewer::Contractor(assignment)
        };
        self.has_file(viewer, quote.attachment)?;
        Ok(events)
    }

    /// A service order to one contractor becomes a quote of theirs.
    pub(super) fn request_quote(
        &self,
        assignment: AssignmentId,
        comment: &Comment,
        context: &CommandContext,
    ) -> Decision {
        let known = self.known(assignment)?;
        let visit = match &known.step {
            Step::Planned { visit }
            | Step::OnSite { visit }
            | Step::AwaitingCompletion { visit } => visit,
            Step::QuoteRequested { .. } => return Ok(vec![]),
            step @ (Step::AwaitingAnswer { .. }
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
            | Step::Cancelled) => return guard::step_does_not_allow(step.code()),
        };
        let changed = self.becomes_a_quote(known)?;
        guard::asked_for_a_quote(&known.contractor.details, Whom::Contractor)?;
        Ok(vec![
            changed,
            TicketEvent::QuoteRequested {
                assignment,
                comment: comment.clone(),
                cancels: to_come(visit, context),
            },
        ])
    }

    /// Work whose quote was accepted is an order already, and is not priced again.
    fn becomes_a_quote(&self, known: &Assignment) -> Result<TicketEvent, Refusal> {
        let from = self.ticket_type().ok_or(Refusal::TicketNotOpened)?;
        match from {
            TicketType::ServiceOrder => Ok(TicketEvent::TicketTypeChanged {
                from,
                to: TicketType::Quote,
            }),
            TicketType::ServiceOrders => Err(Refusal::SeveralCannotBecomeQuote),
            TicketType::Pending | TicketType::Quote | TicketType::Quotes => {
                guard::step_does_not_allow(known.step_code())
            }
        }
    }
}

/// The visit that somebody may still be waiting for.
fn to_come(visit: &Visit, context: &CommandContext) -> Option<Slot> {
    (!visit.has_begun(context.at)).then(|| visit.slot.clone())
}
