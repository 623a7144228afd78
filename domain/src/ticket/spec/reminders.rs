//! A deadline comes, or somebody reminds by hand: the ticket decides at that moment whether it still applies.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::lives::*;
use super::people::*;
use super::{comes, given};
use crate::actor::Actor;
use crate::ticket::*;

mod when_no_answer_comes {
    use super::*;

    fn reminded_once() -> Vec<Fact> {
        then(
            ordered(),
            tuesday("09:00"),
            Actor::Timer,
            reminded(ReminderKind::Answer, 1, 2),
        )
    }

    fn reminded_twice() -> Vec<Fact> {
        let wednesday_at_nine = at("2026-09-09", "09:00");
        then(
            reminded_once(),
            wednesday_at_nine,
            Actor::Timer,
            reminded(ReminderKind::Answer, 2, 2),
        )
    }

    #[test]
    fn the_contractor_is_reminded_a_day_later() {
        comes(ordered(), tuesday("09:00"), TimerKind::AnswerReminder, 1)
            .then([reminded(ReminderKind::Answer, 1, 2)])
            .step(StepCode::AwaitingAnswer)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn nobody_is_reminded_before_it_is_due() {
        comes(ordered(), tuesday("08:59"), TimerKind::AnswerReminder, 1).then_nothing_happens();
    }

    #[test]
    fn firing_twice_is_firing_once() {
        comes(
            reminded_once(),
            tuesday("09:01"),
            TimerKind::AnswerReminder,
            1,
        )
        .then_nothing_happens();
    }

    #[test]
    fn the_second_reminder_follows_a_day_after_the_first() {
        comes(
            reminded_once(),
            at("2026-09-09", "09:00"),
            TimerKind::AnswerReminder,
            2,
        )
        .then([reminded(ReminderKind::Answer, 2, 2)]);
    }

    #[test]
    fn a_day_after_the_last_the_manager_is_called() {
        comes(
            reminded_twice(),
            thursday("09:00"),
            TimerKind::AnswerReminder,
            3,
        )
        .then([reminders_exhausted(ReminderKind::Answer)])
        .step(StepCode::AwaitingAnswer)
        .urgency(Urgency::MustAct);
    }

    #[test]
    fn an_answer_after_all_settles_it() {
        let given_up = reminders_exhausted(ReminderKind::Answer);
        given(then(
            reminded_twice(),
            thursday("09:00"),
            Actor::Timer,
            given_up,
        ))
        .when(thursday("10:00"), plumber(), accept(on_friday()))
        .then([accepted(on_friday())])
        .urgency(Urgency::Waiting);
    }

    #[test]
    fn after_an_answer_the_reminder_no_longer_applies() {
        comes(planned(), tuesday("09:00"), TimerKind::AnswerReminder, 1).then_nothing_happens();
    }

    #[test]
    fn after_an_outage_of_days_it_comes_once() {
        comes(ordered(), friday("08:00"), TimerKind::AnswerReminder, 1).then([reminded(
            ReminderKind::Answer,
            1,
            2,
        )]);
        let late = then(
            ordered(),
            friday("08:00"),
            Actor::Timer,
            reminded(ReminderKind::Answer, 1, 2),
        );
        comes(late, friday("08:00"), TimerKind::AnswerReminder, 2).then_nothing_happens();
    }

    #[test]
    fn in_silent_mode_the_log_says_what_was_not_sent() {
        let kept_back = TicketEvent::ReminderSent {
            assignment: PLUMBER,
            reminder: ReminderKind::Answer,
            trigger: ReminderTrigger::Due { nth: 1, of: 2 },
            kept_back: true,
        };
        comes(
            ordered_with(silent()),
            tuesday("09:00"),
            TimerKind::AnswerReminder,
            1,
        )
        .then([kept_back]);
    }
}

mod when_no_invoice_comes {
    use super::*;

    fn reminded_three_times() -> Vec<Fact> {
        (1..=3).fold(invoice_asked(), |so_far, nth| {
            let date = format!("2026-09-{}", 11 + 7 * nth);
            let when = if nth < 3 {
                at(&date, "09:00")
            } else {
                at("2026-10-02", "09:00")
            };
            then(
                so_far,
                when,
                Actor::Timer,
                reminded(ReminderKind::Invoice, nth, 3),
            )
        })
    }

    #[test]
    fn the_contractor_is_reminded_a_week_later() {
        comes(
            invoice_asked(),
            at("2026-09-18", "09:00"),
            TimerKind::InvoiceReminder,
            1,
        )
        .then([reminded(ReminderKind::Invoice, 1, 3)])
        .step(StepCode::InvoiceRequested);
    }

    #[test]
    fn a_week_after_the_third_the_manager_is_called() {
        comes(
            reminded_three_times(),
            at("2026-10-09", "09:00"),
            TimerKind::InvoiceReminder,
            4,
        )
        .then([reminders_exhausted(ReminderKind::Invoice)])
        .urgency(Urgency::MustAct);
    }

    #[test]
    fn asked_again_it_is_reminded_of_again_from_the_first() {
        let asked_again = then(paid_for(), friday("17:00"), manager(), invoice_rejected());
        comes(
            asked_again,
            at("2026-09-18", "17:00"),
            TimerKind::InvoiceReminder,
            1,
        )
        .then([reminded(ReminderKind::Invoice, 1, 3)]);
    }

    #[test]
    fn a_received_invoice_is_not_reminded_of() {
        comes(
            paid_for(),
            at("2026-09-18", "09:00"),
            TimerKind::InvoiceReminder,
            1,
        )
        .then_nothing_happens();
    }
}

mod when_somebody_reminds_by_hand {
    use super::*;

    #[rstest]
    #[case::of_the_answer(ordered(), ReminderKind::Answer)]
    #[case::of_the_visit(planned(), ReminderKind::Visit)]
    #[case::of_the_end(on_site(), ReminderKind::Completion)]
    #[case::of_the_end_once_asked(completion_awaited(), ReminderKind::Completion)]
    #[case::of_the_invoice(invoice_asked(), ReminderKind::Invoice)]
    fn it_is_of_what_is_owed_now(#[case] so_far: Vec<Fact>, #[case] reminder: ReminderKind) {
        given(so_far)
            .when(friday("18:00"), manager(), remind_now())
            .then([reminded_by_hand(reminder)]);
    }

    #[test]
    fn it_goes_out_in_silent_mode_too() {
        given(ordered_with(silent()))
            .when(monday("10:00"), manager(), remind_now())
            .then([reminded_by_hand(ReminderKind::Answer)]);
    }

    #[test]
    fn the_automatic_ones_are_still_counted_from_the_first() {
        let by_hand = then(
            ordered(),
            monday("15:00"),
            manager(),
            reminded_by_hand(ReminderKind::Answer),
        );
        comes(by_hand, tuesday("09:00"), TimerKind::AnswerReminder, 1).then([reminded(
            ReminderKind::Answer,
            1,
            2,
        )]);
    }
}
