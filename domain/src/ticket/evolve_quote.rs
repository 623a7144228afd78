//! How do a contractor's part and the ticket take in what concerns a quote?

use super::assignment::{Asked, Assignment, Step};
use super::event::TicketEvent;
use super::kind::Mission;
use super::quote::{Approval, Offer, Quote, QuoteVersion, Verdict};
use super::state::Ticket;
use crate::ids::ApprovalId;
use chrono::{DateTime, NaiveDate, Utc};

impl Assignment {
    pub(super) fn evolve_quote(&mut self, event: &TicketEvent, at: DateTime<Utc>) {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "`Ticket::evolve` names every event and sends these here"
        )]
        match event {
            TicketEvent::QuoteRequested { .. } => {
                self.mission = Mission::Quote;
                self.step = Step::QuoteRequested {
                    asked: Asked::at(at),
                };
            }
            TicketEvent::QuotePromised { expected_on, .. } => self.promise(*expected_on, at),
            TicketEvent::QuoteReceived { version, quote, .. }
            | TicketEvent::QuoteReplaced { version, quote, .. } => {
                self.mission = Mission::Quote;
                self.receive(*version, quote, at);
            }
            TicketEvent::QuoteAccepted { signed, .. } => {
                if let Some(offer) = &mut self.offer {
                    offer.accepted_at = Some(at);
                    offer.signed = *signed;
                }
                self.await_slot(at);
            }
            TicketEvent::QuoteRefused { .. } => self.end(Step::QuoteRefused, at),
            TicketEvent::SignedQuoteSent { attachment, .. } => {
                if let Some(offer) = &mut self.offer {
                    offer.signed = Some(*attachment);
                }
            }
            _ => {}
        }
    }

    fn promise(&mut self, expected_on: Option<NaiveDate>, at: DateTime<Utc>) {
        let asked = self.asked_mut().cloned();
        self.step = Step::QuotePromised {
            asked: asked.unwrap_or_else(|| Asked::at(at)),
            expected_on,
        };
    }

    fn receive(&mut self, version: u16, quote: &Quote, at: DateTime<Utc>) {
        self.offer = Some(Offer {
            version,
            quote: quote.clone(),
            received_at: at,
            accepted_at: None,
            signed: None,
        });
        self.step = Step::QuoteReceived;
    }

    /// There is no visit, or none any more: the contractor is to say when they come.
    pub(super) fn await_slot(&mut self, at: DateTime<Utc>) {
        let asked = Asked::at(at);
        self.step = match self.mission {
            Mission::ServiceOrder => Step::AwaitingAnswer { asked },
            Mission::Quote => Step::QuoteAccepted { asked },
        };
    }
}

impl Ticket {
    pub(super) fn evolve_approval(&mut self, event: &TicketEvent, at: DateTime<Utc>) {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "`Ticket::evolve` names every event and sends these here"
        )]
        match event {
            TicketEvent::ApprovalRequested { request, .. } => {
                // Whoever was asked before is not asked any more.
                self.leave_approval(&Step::QuoteReceived);
                for quote in &request.quotes {
                    self.stand_at(quote, Step::QuoteInApproval);
                }
                self.approvals.push(Approval {
                    request: request.as_ref().clone(),
                    asked_at: at,
                    reminded_at: None,
                    verdict: None,
                });
            }
            TicketEvent::ApproverReminded { approval } => {
                self.with_approval(*approval, |known| known.reminded_at = Some(at));
            }
            TicketEvent::QuoteApproved {
                approval,
                assignment,
                version,
                ..
            } => {
                let quote = QuoteVersion {
                    assignment: *assignment,
                    version: *version,
                };
                self.with_approval(*approval, |known| {
                    known.verdict = Some(Verdict::Approved { quote });
                });
                self.stand_at(&quote, Step::QuoteApproved);
                // Nothing was said against the others.
                self.leave_approval(&Step::QuoteReceived);
            }
            TicketEvent::QuotesDisapproved { approval, .. } => {
                self.with_approval(*approval, |known| {
                    known.verdict = Some(Verdict::Disapproved);
                });
                self.leave_approval(&Step::QuoteDisapproved);
            }
            _ => {}
        }
    }

    fn with_approval(&mut self, id: ApprovalId, change: impl FnOnce(&mut Approval)) {
        if let Some(known) = self.approvals.iter_mut().find(|known| known.id() == id) {
            change(known);
        }
    }

    fn stand_at(&mut self, quote: &QuoteVersion, step: Step) {
        let mut parts = self.assignments.iter_mut();
        if let Some(part) = parts.find(|part| part.id == quote.assignment) {
            part.step = step;
        }
    }

    fn leave_approval(&mut self, step: &Step) {
        let parts = self.assignments.iter_mut();
        for part in parts.filter(|part| part.step == Step::QuoteInApproval) {
            part.step = step.clone();
        }
    }
}
