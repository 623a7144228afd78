//! Which deadlines are armed? One function of the ticket's state: what a state does not name is disarmed.
//!
//! | deadline | armed while | due |
//! | --- | --- | --- |
//! | answer reminder | an answer is awaited | every 24 h (agency setting), at most twice; one interval later: given up |
//! | quote reminder | a quote is awaited, promised or not | every *n* days, at most *m* times; one interval later: given up |
//! | visit reminder | planned, not reminded, the slot set earlier than that | *h* hours before the start |
//! | presence request | planned, presence wanted and not asked | 15 minutes (agency setting) before the start |
//! | completion request | planned or on site | 10 minutes (agency setting) after the expected end |
//! | invoice reminder | an invoice is awaited | every *n* days, at most *m* times; one interval later: given up |
//!
//! Silent mode disarms nothing: what comes due then is recorded as kept back.

use crate::calendar::{add_days_same_local_time, next_working_moment};
use crate::ticket::assignment::{Asked, Assignment, Step};
use crate::ticket::visit::VisitReminded;
use crate::ticket::{Opening, Presence, ReminderKind, Ticket, Timer, TimerKind, Visit};
use crate::value::Cadence;
use chrono::{DateTime, Duration, Utc};

/// An armed deadline: when, and what the ticket does then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub timer: Timer,
    pub due_at: DateTime<Utc>,
    pub purpose: Purpose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Ask again for what is owed: the n-th of at most m times.
    Remind {
        reminder: ReminderKind,
        nth: u8,
        of: u8,
    },
    /// All reminders are used up: show it to the manager.
    GiveUp {
        reminder: ReminderKind,
    },
    RemindOfVisit,
    AskPresence,
    AskCompletion,
}

impl Ticket {
    /// All armed deadlines, soonest first.
    pub fn deadlines(&self) -> Vec<Deadline> {
        let Some(opening) = self.opening.as_deref().filter(|_| !self.is_closed()) else {
            return vec![];
        };
        // A reopened ticket re-arms nothing: only what was asked or planned after that counts.
        let counts =
            |since: DateTime<Utc>| self.reopened_at.is_none_or(|reopened| since > reopened);
        let each = self.assignments.iter();
        let mut deadlines: Vec<_> = each
            .flat_map(|assignment| of(opening, assignment, &counts))
            .collect();
        deadlines.sort_by_key(|deadline| deadline.due_at);
        deadlines
    }
}

fn of(
    opening: &Opening,
    assignment: &Assignment,
    counts: &dyn Fn(DateTime<Utc>) -> bool,
) -> Vec<Deadline> {
    match &assignment.step {
        Step::AwaitingAnswer { asked } if counts(asked.at) => {
            answer_reminder(opening, assignment, asked)
                .into_iter()
                .collect()
        }
        Step::QuoteRequested { asked } | Step::QuotePromised { asked, .. } if counts(asked.at) => {
            quote_reminder(opening, assignment, asked)
                .into_iter()
                .collect()
        }
        Step::InvoiceRequested { asked } if counts(asked.at) => {
            invoice_reminder(opening, assignment, asked)
                .into_iter()
                .collect()
        }
        Step::Planned { visit } if counts(visit.set_at) => [
            visit_reminder(opening, assignment, visit),
            presence_request(opening, assignment, visit),
            Some(completion_request(opening, assignment, visit)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Step::OnSite { visit } if counts(visit.set_at) => {
            vec![completion_request(opening, assignment, visit)]
        }
        Step::AwaitingAnswer { .. }
        | Step::QuoteRequested { .. }
        | Step::QuotePromised { .. }
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
        | Step::Cancelled => vec![],
    }
}

fn answer_reminder(opening: &Opening, assignment: &Assignment, asked: &Asked) -> Option<Deadline> {
    let hours = i64::from(opening.rules.answer_reminder_hours);
    let repeated = Repeated {
        kind: TimerKind::AnswerReminder,
        reminder: ReminderKind::Answer,
        at_most: opening.rules.answer_reminders_at_most,
        after: &|n| asked.at + Duration::hours(hours * i64::from(n)),
    };
    if hours == 0 {
        None
    } else {
        repeated.next(opening, assignment, asked)
    }
}

fn quote_reminder(opening: &Opening, assignment: &Assignment, asked: &Asked) -> Option<Deadline> {
    let about = (TimerKind::QuoteReminder, ReminderKind::Quote);
    every_so_many_days(
        about,
        opening.reminder_policy.quote(),
        opening,
        (assignment, asked),
    )
}

fn invoice_reminder(opening: &Opening, assignment: &Assignment, asked: &Asked) -> Option<Deadline> {
    let about = (TimerKind::InvoiceReminder, ReminderKind::Invoice);
    every_so_many_days(
        about,
        opening.reminder_policy.invoice(),
        opening,
        (assignment, asked),
    )
}

fn every_so_many_days(
    (kind, reminder): (TimerKind, ReminderKind),
    cadence: Cadence,
    opening: &Opening,
    (assignment, asked): (&Assignment, &Asked),
) -> Option<Deadline> {
    let days = u16::from(cadence.every_days());
    let repeated = Repeated {
        kind,
        reminder,
        at_most: cadence.at_most(),
        after: &|n| {
            add_days_same_local_time(asked.at, days.saturating_mul(n), opening.property.zone)
        },
    };
    if cadence.is_off() {
        None
    } else {
        repeated.next(opening, assignment, asked)
    }
}

/// A reminder that comes again until what is owed comes.
struct Repeated<'a> {
    kind: TimerKind,
    reminder: ReminderKind,
    at_most: u8,
    /// The end of the n-th interval since the request; later for a greater n.
    after: &'a dyn Fn(u16) -> DateTime<Utc>,
}

impl Repeated<'_> {
    fn next(&self, opening: &Opening, assignment: &Assignment, asked: &Asked) -> Option<Deadline> {
        if asked.exhausted || self.at_most == 0 {
            return None;
        }
        let reminder = self.reminder;
        let purpose = if asked.reminded < self.at_most {
            Purpose::Remind {
                reminder,
                nth: asked.reminded + 1,
                of: self.at_most,
            }
        } else {
            Purpose::GiveUp { reminder }
        };
        let timer = Timer {
            assignment: assignment.id,
            kind: self.kind,
            ordinal: assignment.fired + 1,
        };
        Some(Deadline {
            timer,
            due_at: on_a_working_day(opening, self.next_interval(asked)),
            purpose,
        })
    }

    /// The first interval's end after the last reminder: intervals that an outage swallowed are not made up for.
    fn next_interval(&self, asked: &Asked) -> DateTime<Utc> {
        let last = asked.last_reminder_at.unwrap_or(asked.at);
        let mut n = 1;
        while (self.after)(n) <= last {
            n += 1;
        }
        (self.after)(n)
    }
}

/// A reminder due on a day without work moves to the same time of the next working day.
fn on_a_working_day(opening: &Opening, due: DateTime<Utc>) -> DateTime<Utc> {
    let property = &opening.property;
    next_working_moment(
        due,
        property.zone,
        &opening.rules.working_days,
        &property.department,
    )
}

fn visit_reminder(opening: &Opening, assignment: &Assignment, visit: &Visit) -> Option<Deadline> {
    let hours = i64::from(opening.reminder_policy.visit_hours());
    let due_at = visit.slot.start() - Duration::hours(hours);
    let wanted = hours > 0 && visit.reminded == VisitReminded::NotYet && visit.set_at < due_at;
    wanted.then(|| {
        of_visit(
            assignment,
            visit,
            TimerKind::VisitReminder,
            due_at,
            Purpose::RemindOfVisit,
        )
    })
}

fn presence_request(opening: &Opening, assignment: &Assignment, visit: &Visit) -> Option<Deadline> {
    let due_at =
        visit.slot.start() - Duration::minutes(i64::from(opening.rules.presence_lead_minutes));
    // A visit that was entered after it had begun is not asked about.
    let wanted = opening.asks_presence()
        && visit.presence == Presence::NotAsked
        && !visit.has_begun(visit.set_at);
    wanted.then(|| {
        of_visit(
            assignment,
            visit,
            TimerKind::PresenceRequest,
            due_at,
            Purpose::AskPresence,
        )
    })
}

fn completion_request(opening: &Opening, assignment: &Assignment, visit: &Visit) -> Deadline {
    let due_at = visit.expected_end()
        + Duration::minutes(i64::from(opening.rules.completion_margin_minutes));
    of_visit(
        assignment,
        visit,
        TimerKind::CompletionRequest,
        due_at,
        Purpose::AskCompletion,
    )
}

fn of_visit(
    assignment: &Assignment,
    visit: &Visit,
    kind: TimerKind,
    due_at: DateTime<Utc>,
    purpose: Purpose,
) -> Deadline {
    Deadline {
        timer: Timer {
            assignment: assignment.id,
            kind,
            ordinal: visit.revision,
        },
        due_at,
        purpose,
    }
}

#[cfg(test)]
mod spec;
