//! The specification's table of states: which status is shown, when is it blue, and what does it cost?

use super::part::PartState;
use super::{Reference, Request};
use crate::ticket::status::Overall;
use crate::ticket::{Ended, StepCode as S, TicketStatus, TicketType, Undecided, Urgency};

/// How far a contractor asked for a quote has come; the later in the table, the further.
const ADVANCED: [S; 14] = [
    S::AwaitingAnswer,
    S::QuoteRequested,
    S::QuotePromised,
    S::QuoteReceived,
    S::QuoteDisapproved,
    S::QuoteInApproval,
    S::QuoteApproved,
    S::QuoteAccepted,
    S::Planned,
    S::OnSite,
    S::AwaitingCompletion,
    S::Completed,
    S::InvoiceRequested,
    S::Invoiced,
];

/// "Manager must act: yes", without an "if".
const BLUE: [S; 6] = [
    S::QuoteReceived,
    S::QuoteApproved,
    S::QuoteDisapproved,
    S::Completed,
    S::Invoiced,
    S::Declined,
];

/// "Yes, if it leaves no active assignment".
const BLUE_IF_LAST: [S; 2] = [S::QuoteRefused, S::Cancelled];

impl Reference {
    pub(in super::super) fn is_several(&self) -> bool {
        self.kind == Some(TicketType::ServiceOrders)
    }

    /// The active one: on DM the furthest advanced, else the last engaged. With none active, the last to end.
    pub(in super::super) fn leading(&self) -> Option<&PartState> {
        let mut active = self.parts.iter().filter(|part| part.is_active());
        let active = if self.kind == Some(TicketType::Quotes) {
            let far = |part: &&PartState| ADVANCED.iter().position(|step| *step == part.step);
            active.rev().max_by_key(far)
        } else {
            active.next_back()
        };
        active.or_else(|| self.parts.iter().max_by_key(|part| part.ended_at))
    }

    pub(in super::super) fn status(&self) -> Option<TicketStatus> {
        self.kind?;
        if self.request == Request::Dismissed {
            return Some(TicketStatus::Ended(Ended::Dismissed));
        }
        if self.closed {
            return Some(TicketStatus::Ended(Ended::Closed));
        }
        if self.request == Request::Pending {
            return Some(TicketStatus::Request(Undecided::Pending));
        }
        if self.is_several() {
            return Some(TicketStatus::Overall(Overall::InProgress));
        }
        self.leading()
            .map(|leading| TicketStatus::Step(leading.step))
    }

    pub(in super::super) fn urgency(&self) -> Urgency {
        if self.closed {
            return Urgency::Closed;
        }
        let blue = self.request == Request::Pending || !self.calls.is_empty() || self.must_act();
        if blue {
            Urgency::MustAct
        } else {
            Urgency::Waiting
        }
    }

    fn must_act(&self) -> bool {
        if self.is_several() {
            return self.parts.iter().any(|part| self.calls_manager(part));
        }
        self.leading().is_some_and(|part| self.calls_manager(part))
    }

    fn calls_manager(&self, part: &PartState) -> bool {
        let none_active = !self.parts.iter().any(PartState::is_active);
        BLUE.contains(&part.step) || BLUE_IF_LAST.contains(&part.step) && none_active
    }

    /// In cents: none, then the kept quote's, then the sum of the invoices received.
    pub(in super::super) fn amount(&self) -> Option<i64> {
        let invoices = self.parts.iter().filter_map(|part| part.invoice);
        let invoiced = invoices.reduce(|sum, euros| sum + euros);
        let kept = self.parts.iter().find(|part| part.is_kept());
        let kept = kept.and_then(|part| Some(part.offer?.euros));
        invoiced.or(kept).map(|euros| i64::from(euros) * 100)
    }
}
