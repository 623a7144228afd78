//! A quote is accepted or refused; of several one is kept. The signed copy is sent.

use super::engage::called_off;
use super::{Decision, guard};
use crate::ids::{AssignmentId, AttachmentId};
use crate::ticket::assignment::Assignment;
use crate::ticket::event::{Comment, TicketEvent};
use crate::ticket::files::Viewer;
use crate::ticket::quote::Offer;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;

impl Ticket {
    pub(super) fn accept_quote(
        &self,
        assignment: AssignmentId,
        version: u16,
        signed: Option<AttachmentId>,
        comment: &Comment,
    ) -> Decision {
        let known = self.known(assignment)?;
        if known.step_code() == StepCode::QuoteAccepted {
            return guard::once_more(current(known, version).is_ok(), known.step_code());
        }
        current(known, version)?;
        self.has_file(Viewer::Agency, signed)?;
        if self.assignments.iter().any(Assignment::is_kept) {
            return Err(Refusal::AnotherQuoteKept);
        }
        let mut events = vec![TicketEvent::QuoteAccepted {
            assignment,
            version,
            signed,
            comment: comment.clone(),
        }];
        let others = self.active_assignments().filter(|it| it.id != assignment);
        events.extend(others.filter(|it| it.awaits_a_decision()).map(called_off));
        Ok(events)
    }

    pub(super) fn refuse_quote(
        &self,
        assignment: AssignmentId,
        version: u16,
        reason: &Comment,
    ) -> Decision {
        current(self.known(assignment)?, version)?;
        Ok(vec![TicketEvent::QuoteRefused {
            assignment,
            version,
            reason: reason.clone(),
        }])
    }

    /// Until the work is done: the copy often comes back from the president after the date was agreed on.
    pub(super) fn send_signed_quote(
        &self,
        assignment: AssignmentId,
        attachment: AttachmentId,
        comment: &Comment,
    ) -> Decision {
        let known = self.known(assignment)?;
        let offer = known.offer.as_ref().filter(|offer| offer.is_accepted());
        let Some(offer) = offer else {
            return guard::step_does_not_allow(known.step_code());
        };
        self.has_file(Viewer::Agency, Some(attachment))?;
        Ok(if offer.signed == Some(attachment) {
            vec![]
        } else {
            vec![TicketEvent::SignedQuoteSent {
                assignment,
                attachment,
                comment: comment.clone(),
            }]
        })
    }
}

impl Assignment {
    /// Asked for a quote, and nobody has accepted or refused one yet.
    fn awaits_a_decision(&self) -> bool {
        match self.step_code() {
            StepCode::QuoteRequested
            | StepCode::QuotePromised
            | StepCode::QuoteReceived
            | StepCode::QuoteInApproval
            | StepCode::QuoteDisapproved
            | StepCode::QuoteApproved => true,
            StepCode::AwaitingAnswer
            | StepCode::QuoteAccepted
            | StepCode::QuoteRefused
            | StepCode::Planned
            | StepCode::OnSite
            | StepCode::AwaitingCompletion
            | StepCode::Completed
            | StepCode::InvoiceRequested
            | StepCode::Invoiced
            | StepCode::Declined
            | StepCode::Cancelled => false,
        }
    }
}

/// Whoever decides has looked at the quote that counts.
pub(super) fn current(part: &Assignment, version: u16) -> Result<&Offer, Refusal> {
    match &part.offer {
        Some(offer) if offer.version == version => Ok(offer),
        Some(offer) => Err(Refusal::QuoteReplacedMeanwhile {
            current: offer.version,
        }),
        None => guard::step_does_not_allow(part.step_code()),
    }
}
