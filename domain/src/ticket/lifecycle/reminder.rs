//! A deadline comes, or somebody reminds by hand.

use super::{Decision, guard};
use crate::ids::AssignmentId;
use crate::policy::deadlines::{Deadline, Purpose};
use crate::ticket::assignment::Assignment;
use crate::ticket::event::TicketEvent;
use crate::ticket::refusal::Refusal;
use crate::ticket::state::Ticket;
use crate::ticket::step_code::StepCode;
use crate::ticket::timer::{ReminderKind, ReminderTrigger, Timer};
use chrono::{DateTime, Utc};

impl Ticket {
    /// Whether the deadline still applies is decided here and now, from the ticket's own state: one that has
    /// fired, was disarmed or has not come yet leads to nothing.
    pub(super) fn fire(&self, timer: Timer, at: DateTime<Utc>) -> Decision {
        let armed = self
            .deadlines()
            .into_iter()
            .find(|deadline| deadline.timer == timer && deadline.due_at <= at);
        Ok(armed
            .map(|deadline| self.fired(&deadline, at))
            .into_iter()
            .collect())
    }

    fn fired(&self, deadline: &Deadline, at: DateTime<Utc>) -> TicketEvent {
        let assignment = deadline.timer.assignment;
        let kept_back = self.is_silent();
        let visit_has_begun = || {
            let visit = self
                .assignment(assignment)
                .and_then(|known| known.step.visit());
            visit.is_some_and(|visit| visit.has_begun(at))
        };
        match deadline.purpose {
            Purpose::Remind { reminder, nth, of } => TicketEvent::ReminderSent {
                assignment,
                reminder,
                trigger: ReminderTrigger::Due { nth, of },
                kept_back,
            },
            Purpose::GiveUp { reminder } => TicketEvent::RemindersExhausted {
                assignment,
                reminder,
            },
            // Timers say what is owed, not what was missed.
            Purpose::RemindOfVisit | Purpose::AskPresence if visit_has_begun() => {
                TicketEvent::TimerLapsed {
                    timer: deadline.timer,
                }
            }
            Purpose::RemindOfVisit => TicketEvent::ReminderSent {
                assignment,
                reminder: ReminderKind::Visit,
                trigger: ReminderTrigger::Due { nth: 1, of: 1 },
                kept_back,
            },
            Purpose::AskPresence => TicketEvent::OnSitePresenceRequested {
                assignment,
                kept_back,
            },
            Purpose::AskCompletion => TicketEvent::CompletionRequested {
                assignment,
                kept_back,
            },
        }
    }

    /// Somebody wants it asked again now. Goes out in silent mode too: a person sends it on purpose.
    pub(super) fn remind_now(&self, assignment: AssignmentId) -> Decision {
        let reminder = due_by_hand(self.known(assignment)?)?;
        Ok(vec![TicketEvent::ReminderSent {
            assignment,
            reminder,
            trigger: ReminderTrigger::ByHand,
            kept_back: false,
        }])
    }
}

fn due_by_hand(assignment: &Assignment) -> Result<ReminderKind, Refusal> {
    match assignment.step_code() {
        StepCode::AwaitingAnswer => Ok(ReminderKind::Answer),
        StepCode::QuoteRequested | StepCode::QuotePromised => Ok(ReminderKind::Quote),
        StepCode::QuoteAccepted => Ok(ReminderKind::Slot),
        StepCode::Planned => Ok(ReminderKind::Visit),
        StepCode::OnSite | StepCode::AwaitingCompletion => Ok(ReminderKind::Completion),
        StepCode::InvoiceRequested => Ok(ReminderKind::Invoice),
        step @ (StepCode::QuoteReceived
        | StepCode::QuoteInApproval
        | StepCode::QuoteDisapproved
        | StepCode::QuoteApproved
        | StepCode::QuoteRefused
        | StepCode::Completed
        | StepCode::Invoiced
        | StepCode::Declined
        | StepCode::Cancelled) => guard::step_does_not_allow(step),
    }
}
