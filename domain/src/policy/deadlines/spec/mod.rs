//! The table of timers, row by row: what arms a deadline, when it is due, what disarms it.

mod reminders;
mod visit;

use chrono::{DateTime, Utc};
use rstest::rstest;

use super::Purpose;
use crate::actor::Actor;
use crate::ticket::spec::facts::*;
use crate::ticket::spec::given;
use crate::ticket::spec::lives::*;
use crate::ticket::spec::people::*;
use crate::ticket::*;
use crate::value::{Cadence, ReminderPolicy};

const ANSWER: TimerKind = TimerKind::AnswerReminder;
const VISIT: TimerKind = TimerKind::VisitReminder;
const PRESENCE: TimerKind = TimerKind::PresenceRequest;
const COMPLETION: TimerKind = TimerKind::CompletionRequest;
const INVOICE: TimerKind = TimerKind::InvoiceReminder;

/// What is armed after all this, soonest first.
fn armed(so_far: Vec<Fact>) -> Vec<(TimerKind, DateTime<Utc>)> {
    let deadlines = given(so_far).ticket.deadlines();
    deadlines
        .iter()
        .map(|deadline| (deadline.timer.kind, deadline.due_at))
        .collect()
}

/// When this one is due, if it is armed.
fn due(so_far: Vec<Fact>, kind: TimerKind) -> Option<DateTime<Utc>> {
    let found = armed(so_far).into_iter().find(|(armed, _)| *armed == kind);
    found.map(|(_, due_at)| due_at)
}

fn with_rules(change: impl FnOnce(&mut Rules)) -> Vec<Fact> {
    let mut opening = the_opening();
    change(&mut opening.rules);
    ordered_with(opening)
}

fn with_policy(policy: ReminderPolicy) -> Vec<Fact> {
    ordered_with(Opening {
        reminder_policy: policy,
        ..the_opening()
    })
}

/// The same life, the order sent at another time.
fn ordered_at(when: DateTime<Utc>, postal_code: &str) -> Vec<Fact> {
    let mut opening = the_opening();
    opening.property.department = crate::calendar::Department::of_postal_code(postal_code).unwrap();
    opening.requested_at = when;
    let mut facts = ordered_with(opening);
    facts.iter_mut().for_each(|fact| fact.stamp.at = when);
    facts
}

fn accepted_at(when: DateTime<Utc>, slot: crate::value::Slot) -> Vec<Fact> {
    then(ordered(), when, plumber(), accepted(slot))
}

mod at_each_step {
    use super::*;

    #[rstest]
    #[case::awaiting_answer(ordered(), vec![(ANSWER, tuesday("09:00"))])]
    #[case::planned(planned(), vec![
        (VISIT, tuesday("09:00")),
        (PRESENCE, thursday("08:45")),
        (COMPLETION, thursday("10:40")),
    ])]
    #[case::presence_asked(presence_asked(), vec![(VISIT, tuesday("09:00")), (COMPLETION, thursday("10:40"))])]
    #[case::on_site(on_site(), vec![(COMPLETION, thursday("10:40"))])]
    #[case::awaiting_completion(completion_awaited(), vec![])]
    #[case::completed(done(), vec![])]
    #[case::invoice_requested(invoice_asked(), vec![(INVOICE, at("2026-09-18", "09:00"))])]
    #[case::invoiced(paid_for(), vec![])]
    #[case::declined(declined(), vec![])]
    #[case::cancelled(cancelled(), vec![])]
    #[case::closed(closed(), vec![])]
    fn these_are_armed_and_no_others(
        #[case] so_far: Vec<Fact>,
        #[case] expected: Vec<(TimerKind, DateTime<Utc>)>,
    ) {
        assert_eq!(armed(so_far), expected);
    }

    #[test]
    fn closing_disarms_everything() {
        let closed = TicketEvent::TicketClosed { comment: None };
        assert_eq!(
            armed(then(planned(), monday("12:00"), manager(), closed)),
            []
        );
    }

    #[test]
    fn silent_mode_disarms_nothing() {
        assert_eq!(armed(ordered_with(silent())), armed(ordered()));
    }
}
