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
use crate::ticket::step_code::StepCode;
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
        if let Step::QuotePromised {
            expected_on: promised,
            ..
        } = &self.known(assignment)?.step
            && *promised == expected_on
        {
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
        let version = known.offer.as_ref().map_or(1, |offer| offer.version + 1);
        let received = |cancels| TicketEvent::QuoteReceived {
            assignment,
            version,
            quote: quote.clone(),
            comment: comment.clone(),
            signed_by: signed_by.clone(),
            cancels,
        };
        let step = known.step_code();
        let given = known.offer.as_ref().map(|offer| &offer.quote);
        let events = if known.step.visit().is_some() {
            if !guard::is_staff(context) {
                return guard::step_does_not_allow(step);
            }
            let changed = self.becomes_a_quote(known)?;
            vec![changed, received(to_come(&known.step, context))]
        } else if matches!(step, StepCode::QuoteRequested | StepCode::QuotePromised) {
            vec![received(None)]
        } else if step == StepCode::QuoteReceived && given == Some(quote) {
            vec![]
        } else {
            vec![TicketEvent::QuoteReplaced {
                assignment,
                version,
                quote: quote.clone(),
                comment: comment.clone(),
                signed_by: signed_by.clone(),
            }]
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
        self.visit(assignment)?;
        let changed = self.becomes_a_quote(known)?;
        guard::asked_for_a_quote(&known.contractor.details, Whom::Contractor)?;
        Ok(vec![
            changed,
            TicketEvent::QuoteRequested {
                assignment,
                comment: comment.clone(),
                cancels: to_come(&known.step, context),
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

/// The visit that somebody may still be waiting for: neither has it begun nor has anybody come.
fn to_come(step: &Step, context: &CommandContext) -> Option<Slot> {
    let Step::Planned { visit } = step else {
        return None;
    };
    (!visit.has_begun(context.at)).then(|| visit.slot.clone())
}
