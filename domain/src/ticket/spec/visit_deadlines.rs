//! A visit's deadlines come: the ticket decides at that moment whether they still apply.

use rstest::rstest;

use super::comes;
use super::facts::*;
use super::lives::*;
use super::people::*;
use crate::ticket::*;
use crate::value::Slot;

fn silent_and_planned_for(slot: Slot) -> Vec<Fact> {
    then(
        ordered_with(silent()),
        monday("11:00"),
        plumber(),
        accepted(slot),
    )
}

mod when_the_visit_approaches {
    use super::*;

    #[test]
    fn the_contractor_is_reminded_48_hours_before() {
        comes(planned(), tuesday("09:00"), TimerKind::VisitReminder, 1)
            .then([reminded(ReminderKind::Visit, 1, 1)])
            .step(StepCode::Planned);
    }

    #[test]
    fn presence_is_asked_for_15_minutes_before() {
        comes(planned(), thursday("08:45"), TimerKind::PresenceRequest, 1)
            .then([presence_requested(false)])
            .step(StepCode::Planned);
    }

    #[rstest]
    #[case(TimerKind::VisitReminder)]
    #[case(TimerKind::PresenceRequest)]
    fn what_is_useless_once_the_visit_has_begun_is_dropped(#[case] kind: TimerKind) {
        let timer = Timer {
            assignment: PLUMBER,
            kind,
            ordinal: 1,
        };
        comes(planned(), thursday("09:00"), kind, 1)
            .then([TicketEvent::TimerLapsed { timer }])
            .step(StepCode::Planned);
    }

    #[rstest]
    #[case(TimerKind::VisitReminder)]
    #[case(TimerKind::PresenceRequest)]
    #[case(TimerKind::CompletionRequest)]
    fn the_deadlines_of_an_older_slot_no_longer_apply(#[case] kind: TimerKind) {
        let moved = then(
            planned(),
            monday("12:00"),
            manager(),
            slot_postponed(on_friday()),
        );
        comes(moved, friday("23:00"), kind, 1).then_nothing_happens();
    }

    #[test]
    fn a_reminder_by_hand_does_not_replace_the_one_that_is_due() {
        let by_hand = then(
            planned(),
            monday("15:00"),
            manager(),
            reminded_by_hand(ReminderKind::Visit),
        );
        comes(by_hand, tuesday("09:00"), TimerKind::VisitReminder, 1).then([reminded(
            ReminderKind::Visit,
            1,
            1,
        )]);
    }

    #[test]
    fn in_silent_mode_the_question_is_kept_back() {
        comes(
            silent_and_planned_for(on_thursday()),
            thursday("08:45"),
            TimerKind::PresenceRequest,
            1,
        )
        .then([presence_requested(true)]);
    }
}

mod when_the_visit_should_be_over {
    use super::*;

    #[rstest]
    #[case::nobody_said_on_site(planned())]
    #[case::somebody_said_on_site(on_site())]
    fn its_completion_is_asked_for_10_minutes_after_the_end(#[case] so_far: Vec<Fact>) {
        comes(so_far, thursday("10:40"), TimerKind::CompletionRequest, 1)
            .then([completion_requested(false)])
            .step(StepCode::AwaitingCompletion)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn it_is_asked_for_late_after_an_outage() {
        comes(on_site(), friday("08:00"), TimerKind::CompletionRequest, 1)
            .then([completion_requested(false)]);
    }

    #[test]
    fn it_is_not_asked_for_when_the_job_is_done() {
        let done = then(
            on_site(),
            thursday("10:00"),
            plumber(),
            completion_reported(THURSDAY),
        );
        comes(done, thursday("10:40"), TimerKind::CompletionRequest, 1).then_nothing_happens();
    }

    #[test]
    fn silent_mode_keeps_the_question_back_and_the_step_goes_on() {
        comes(
            silent_and_planned_for(on_thursday()),
            thursday("10:40"),
            TimerKind::CompletionRequest,
            1,
        )
        .then([completion_requested(true)])
        .step(StepCode::AwaitingCompletion);
    }
}
