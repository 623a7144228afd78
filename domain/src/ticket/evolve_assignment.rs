//! How does one contractor's part take a fact in?

use super::assignment::{Asked, Assignment, Step};
use super::event::TicketEvent;
use super::timer::{ReminderKind, ReminderTrigger, TimerKind};
use super::visit::{NotFinished, Presence, PresenceAnswer, Visit, VisitReminded};
use crate::value::Slot;
use chrono::{DateTime, Utc};

impl Assignment {
    pub(super) fn evolve(&mut self, event: &TicketEvent, at: DateTime<Utc>) {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "`Ticket::evolve` names every event and sends these here"
        )]
        match event {
            TicketEvent::ContactDetailsChanged {
                details,
                channels,
                generation,
                ..
            } => {
                self.contractor.details = details.clone();
                self.contractor.channels = *channels;
                if *generation != self.generation {
                    self.generation = *generation;
                    self.link_since = at;
                }
            }
            TicketEvent::OrderRead { .. } => self.read_at = Some(at),
            TicketEvent::OrderAccepted { slot, .. }
            | TicketEvent::SlotProposed { slot, .. }
            | TicketEvent::SlotPostponed { slot, .. } => self.plan(slot, at),
            TicketEvent::SlotConfirmed { .. } => self.with_visit(|visit| visit.confirmed = true),
            TicketEvent::SlotCancelled { .. } => self.await_slot(at),
            TicketEvent::OnSitePresenceRequested { kept_back, .. } => {
                let presence = if *kept_back {
                    Presence::KeptBack
                } else {
                    Presence::Asked
                };
                self.with_visit(|visit| visit.presence = presence);
            }
            TicketEvent::PresenceAnswered { answer, .. } => self.answer_presence(answer, at),
            TicketEvent::CompletionRequested { .. } => self.await_completion(),
            TicketEvent::CompletionReported { completed_on, .. } => {
                self.step = Step::Completed { on: *completed_on }
            }
            TicketEvent::CompletionDenied { next, .. } => self.go_on(next, at),
            TicketEvent::InvoiceRequested { .. } | TicketEvent::InvoiceRejected { .. } => {
                self.step = Step::InvoiceRequested {
                    asked: Asked::at(at),
                };
                self.ended_at = None;
            }
            TicketEvent::InvoiceReceived { invoice, .. } => {
                self.invoice = Some(invoice.clone());
                self.end(Step::Invoiced, at);
            }
            TicketEvent::ReminderSent {
                reminder, trigger, ..
            } => self.count(*reminder, *trigger, at),
            TicketEvent::RemindersExhausted { .. } => self.exhaust(),
            TicketEvent::TimerLapsed { timer } => self.lapse(timer.kind),
            TicketEvent::AssignmentDeclined { .. } => self.end(Step::Declined, at),
            TicketEvent::AssignmentCancelled { .. } => self.end(Step::Cancelled, at),
            // A quote found necessary is told to the manager and changes nothing by itself.
            _ => self.evolve_quote(event, at),
        }
    }

    pub(super) fn end(&mut self, step: Step, at: DateTime<Utc>) {
        self.step = step;
        self.ended_at = Some(at);
    }

    fn plan(&mut self, slot: &Slot, at: DateTime<Utc>) {
        self.slots += 1;
        self.step = Step::Planned {
            visit: Visit::new(slot.clone(), at, self.slots),
        };
    }

    fn visit_mut(&mut self) -> Option<&mut Visit> {
        match &mut self.step {
            Step::Planned { visit }
            | Step::OnSite { visit }
            | Step::AwaitingCompletion { visit } => Some(visit),
            Step::AwaitingAnswer { .. }
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
            | Step::Cancelled => None,
        }
    }

    fn with_visit(&mut self, change: impl FnOnce(&mut Visit)) {
        if let Some(visit) = self.visit_mut() {
            change(visit);
        }
    }

    fn answer_presence(&mut self, answer: &PresenceAnswer, at: DateTime<Utc>) {
        match answer {
            PresenceAnswer::OnSite => {
                if let Some(mut visit) = self.visit_mut().cloned() {
                    visit.presence = Presence::Confirmed;
                    self.step = Step::OnSite { visit };
                }
            }
            PresenceAnswer::Late { expected_at } => {
                self.with_visit(|visit| {
                    visit.presence = Presence::Late {
                        expected_at: *expected_at,
                    }
                });
            }
            PresenceAnswer::Postponed { slot } => self.plan(slot, at),
            PresenceAnswer::Impossible { .. } => self.await_slot(at),
        }
    }

    fn await_completion(&mut self) {
        if let Some(visit) = self.visit_mut().cloned() {
            self.step = Step::AwaitingCompletion { visit };
        }
    }

    fn go_on(&mut self, next: &NotFinished, at: DateTime<Utc>) {
        match next {
            NotFinished::NewSlot { slot } => self.plan(slot, at),
            NotFinished::NewEnd { slot } => {
                self.slots += 1;
                let mut visit = Visit::new(slot.clone(), at, self.slots);
                visit.presence = Presence::Confirmed;
                visit.confirmed = true;
                self.step = Step::OnSite { visit };
            }
        }
    }

    pub(super) fn asked_mut(&mut self) -> Option<&mut Asked> {
        match &mut self.step {
            Step::AwaitingAnswer { asked }
            | Step::QuoteRequested { asked }
            | Step::QuotePromised { asked, .. }
            | Step::QuoteAccepted { asked }
            | Step::InvoiceRequested { asked } => Some(asked),
            Step::QuoteReceived
            | Step::QuoteInApproval
            | Step::QuoteDisapproved
            | Step::QuoteApproved
            | Step::QuoteRefused
            | Step::Planned { .. }
            | Step::OnSite { .. }
            | Step::AwaitingCompletion { .. }
            | Step::Completed { .. }
            | Step::Invoiced
            | Step::Declined
            | Step::Cancelled => None,
        }
    }

    fn count(&mut self, reminder: ReminderKind, trigger: ReminderTrigger, at: DateTime<Utc>) {
        match reminder {
            // By hand it comes on top: the one before the visit is still due.
            ReminderKind::Visit => match trigger {
                ReminderTrigger::Due { .. } => {
                    self.with_visit(|visit| visit.reminded = VisitReminded::Sent);
                }
                ReminderTrigger::ByHand => {}
            },
            ReminderKind::Completion => {}
            ReminderKind::Answer
            | ReminderKind::Quote
            | ReminderKind::Slot
            | ReminderKind::Invoice => {
                if let ReminderTrigger::Due { .. } = trigger {
                    self.fired += 1;
                }
                if let Some(asked) = self.asked_mut() {
                    asked.last_reminder_at = Some(at);
                    if let ReminderTrigger::Due { nth, .. } = trigger {
                        asked.reminded = nth;
                    }
                }
            }
        }
    }

    fn exhaust(&mut self) {
        self.fired += 1;
        if let Some(asked) = self.asked_mut() {
            asked.exhausted = true;
        }
    }

    fn lapse(&mut self, kind: TimerKind) {
        match kind {
            TimerKind::VisitReminder => {
                self.with_visit(|visit| visit.reminded = VisitReminded::Lapsed)
            }
            TimerKind::PresenceRequest => {
                self.with_visit(|visit| visit.presence = Presence::Lapsed)
            }
            // These are owed however late.
            TimerKind::AnswerReminder
            | TimerKind::QuoteReminder
            | TimerKind::CompletionRequest
            | TimerKind::InvoiceReminder => {}
        }
    }
}
