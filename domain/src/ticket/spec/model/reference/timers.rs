//! The specification's table of timers: which deadlines are armed, when are they due, what do they do?

use super::super::act::Policy;
use super::part::{Asked, PartState, Presence, Visit};
use super::{Call, Due, Fired, Reference, told};
use crate::ticket::{StepCode as S, TicketType, TimerKind};
use chrono::{DateTime, Datelike, Duration, NaiveDate, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Paris;

/// Public holidays in Nancy while the stories last (Code du travail, L3133-1).
const HOLIDAYS: [(i32, u32, u32); 15] = [
    (2026, 11, 1),
    (2026, 11, 11),
    (2026, 12, 25),
    (2027, 1, 1),
    (2027, 3, 29),
    (2027, 5, 1),
    (2027, 5, 6),
    (2027, 5, 8),
    (2027, 5, 17),
    (2027, 7, 14),
    (2027, 8, 15),
    (2027, 11, 1),
    (2027, 11, 11),
    (2027, 12, 25),
    (2028, 1, 1),
];

/// A reminder that is repeated.
struct Repeated {
    kind: TimerKind,
    every: Every,
    at_most: u8,
}

#[derive(Clone, Copy)]
enum Every {
    Hours(i64),
    Days(i64),
}

impl Policy {
    /// (Every so many days, at most so many times) for quotes and for invoices; hours before a visit.
    pub(in super::super) fn numbers(self) -> ((u8, u8), (u8, u8), u16) {
        match self {
            Self::Usual => ((7, 3), (7, 3), 48),
            Self::Off => ((0, 0), (0, 0), 0),
            Self::Brisk => ((2, 1), (1, 2), 3),
        }
    }
}

impl Reference {
    /// Soonest first.
    pub(in super::super) fn deadlines(&self) -> Vec<Due> {
        if self.closed {
            return vec![];
        }
        let mut armed: Vec<Due> = vec![];
        for part in &self.parts {
            if let Some(visit) = part.visit.filter(|visit| self.counts(visit.set_at)) {
                armed.extend(self.about_visit(part, visit));
            } else if let Some(repeated) = self.repeated(part.step)
                && self.counts(part.asked.at)
            {
                armed.extend(next(part, &repeated));
            }
        }
        armed.sort_by_key(|due| due.at);
        armed
    }

    /// Reopening arms nothing again.
    fn counts(&self, since: DateTime<Utc>) -> bool {
        self.reopened_at.is_none_or(|reopened| since > reopened)
    }

    fn repeated(&self, step: S) -> Option<Repeated> {
        let (quote, invoice, _) = self.policy.numbers();
        let days = |kind, (days, at_most)| Repeated {
            kind,
            every: Every::Days(i64::from(days)),
            at_most,
        };
        if step == S::AwaitingAnswer {
            return Some(Repeated {
                kind: TimerKind::AnswerReminder,
                every: Every::Hours(24),
                at_most: 2,
            });
        }
        if [S::QuoteRequested, S::QuotePromised].contains(&step) {
            return Some(days(TimerKind::QuoteReminder, quote));
        }
        (step == S::InvoiceRequested).then(|| days(TimerKind::InvoiceReminder, invoice))
    }

    fn about_visit(&self, part: &PartState, visit: Visit) -> Vec<Due> {
        let due = |at, kind| Due {
            at,
            part: part.part,
            kind,
        };
        let (_, _, hours) = self.policy.numbers();
        let remind_at = visit.from - Duration::hours(i64::from(hours));
        let ask_at = visit.from - Duration::minutes(15);
        let planned = part.step == S::Planned;
        let mut armed = vec![];
        if planned && hours > 0 && !visit.reminded && visit.set_at < remind_at {
            armed.push(due(remind_at, TimerKind::VisitReminder));
        }
        let unasked = visit.presence == Presence::Unasked && visit.set_at < visit.from;
        if planned && self.asks_presence() && unasked {
            armed.push(due(ask_at, TimerKind::PresenceRequest));
        }
        if planned || part.step == S::OnSite {
            let from = match visit.presence {
                Presence::Late(expected) => expected.max(visit.from),
                Presence::Unasked | Presence::Asked | Presence::Dropped | Presence::There => {
                    visit.from
                }
            };
            let at = from + (visit.to - visit.from) + Duration::minutes(10);
            armed.push(due(at, TimerKind::CompletionRequest));
        }
        armed
    }

    /// A choice on orders, always on for quotes.
    fn asks_presence(&self) -> bool {
        let quotes = [TicketType::Quote, TicketType::Quotes];
        self.world.ask_presence || self.kind.is_some_and(|kind| quotes.contains(&kind))
    }

    pub(super) fn come(&mut self, due: Due) {
        let effect = self.takes_effect(due);
        if effect {
            self.heard.extend(told::heard_of(self, due.part, due.kind));
        }
        self.fired.push(Fired {
            at: self.now,
            due,
            reminder: self.nth_of(due).filter(|_| effect),
        });
        let at_most = self.at_most(due.kind);
        let (now, silent) = (self.now, self.silent);
        let Some(known) = self.parts.iter_mut().find(|known| known.part == due.part) else {
            return;
        };
        let Some(at_most) = at_most else {
            return visit_comes(known, due.kind, now, silent);
        };
        if known.asked.times < at_most {
            known.asked.times += 1;
            known.asked.last = now;
        } else {
            known.asked.exhausted = true;
            self.call(Call::Exhausted(due.part));
        }
    }

    /// The n-th of at most m; a visit is recalled once.
    fn nth_of(&self, due: Due) -> Option<(u8, u8)> {
        let known = self.part(due.part).ok()?;
        let repeated = self.at_most(due.kind);
        let visit = (due.kind == TimerKind::VisitReminder).then_some((1, 1));
        let nth = repeated.map(|at_most| (known.asked.times + 1, at_most));
        nth.or(visit)
    }

    /// How often something owed is asked for again; none of a visit.
    fn at_most(&self, kind: TimerKind) -> Option<u8> {
        let (quote, invoice, _) = self.policy.numbers();
        match kind {
            TimerKind::AnswerReminder => Some(2),
            TimerKind::QuoteReminder => Some(quote.1),
            TimerKind::InvoiceReminder => Some(invoice.1),
            TimerKind::VisitReminder
            | TimerKind::PresenceRequest
            | TimerKind::CompletionRequest => None,
        }
    }

    /// After the last reminder only the manager is shown that it was the last; of a visit that has begun nobody is
    /// reminded, and nobody is asked whether they are there.
    fn takes_effect(&self, due: Due) -> bool {
        let Ok(known) = self.part(due.part) else {
            return false;
        };
        let begun = known.visit.is_some_and(|visit| visit.from <= self.now);
        match self.at_most(due.kind) {
            Some(at_most) => known.asked.times < at_most,
            None => due.kind == TimerKind::CompletionRequest || !begun,
        }
    }
}

fn visit_comes(known: &mut PartState, kind: TimerKind, now: DateTime<Utc>, silent: bool) {
    let Some(visit) = &mut known.visit else {
        return;
    };
    match kind {
        TimerKind::VisitReminder => visit.reminded = true,
        TimerKind::PresenceRequest => {
            let dropped = silent || visit.from <= now;
            visit.presence = if dropped {
                Presence::Dropped
            } else {
                Presence::Asked
            };
        }
        TimerKind::CompletionRequest => known.step = S::AwaitingCompletion,
        TimerKind::AnswerReminder | TimerKind::QuoteReminder | TimerKind::InvoiceReminder => {}
    }
}

/// The end of the first interval that is not over yet, on a working day.
fn next(part: &PartState, repeated: &Repeated) -> Option<Due> {
    let Asked { at, last, .. } = part.asked;
    let off = matches!(repeated.every, Every::Days(0)) || repeated.at_most == 0;
    if off || part.asked.exhausted {
        return None;
    }
    let mut ends = (1..).map(|n| match repeated.every {
        Every::Hours(hours) => at + Duration::hours(hours * n),
        Every::Days(days) => add_days(at, days * n),
    });
    let mut due = ends.find(|end| *end > last)?;
    while !works_on(due.with_timezone(&Paris).date_naive()) {
        due = add_days(due, 1);
    }
    Some(Due {
        at: due,
        part: part.part,
        kind: repeated.kind,
    })
}

/// The same local time; the first of two, and the end of an hour that does not exist.
fn add_days(at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    let local = at.with_timezone(&Paris).naive_local() + TimeDelta::days(days);
    let gap = || {
        let end = local.date().and_hms_opt(3, 0, 0).unwrap();
        Paris.from_local_datetime(&end).unwrap()
    };
    let there = Paris.from_local_datetime(&local).earliest();
    there.unwrap_or_else(gap).to_utc()
}

fn works_on(day: NaiveDate) -> bool {
    let date = (day.year(), day.month(), day.day());
    day.weekday() != Weekday::Sun && !HOLIDAYS.contains(&date)
}
