//! What a slot arms: its reminder, the question of presence, that of completion.

use super::*;

mod the_visit_reminder {
    use super::*;

    #[test]
    fn is_skipped_where_the_slot_was_set_later_than_that() {
        let late = accepted_at(at("2026-09-09", "11:00"), on_thursday());
        assert_eq!(due(late, VISIT), None);
        let just_then = accepted_at(tuesday("09:00"), on_thursday());
        assert_eq!(
            due(just_then, VISIT),
            None,
            "they have just said it themselves"
        );
    }

    #[test]
    fn is_switched_off_by_zero_hours() {
        let policy = ReminderPolicy::new(Cadence::OFF, Cadence::OFF, 0).unwrap();
        let life = then(
            with_policy(policy),
            monday("11:00"),
            plumber(),
            accepted(on_thursday()),
        );
        assert_eq!(due(life, VISIT), None);
    }

    #[test]
    fn follows_the_ticket_s_policy_when_it_changes() {
        let a_day = ReminderPolicy::new(Cadence::OFF, Cadence::OFF, 24).unwrap();
        let set = TicketEvent::ReminderPolicySet { policy: a_day };
        let life = then(planned(), monday("12:00"), manager(), set);
        assert_eq!(due(life, VISIT), Some(at("2026-09-09", "09:00")));
    }

    #[test]
    fn comes_48_hours_before_across_the_change_of_the_clock() {
        // Clocks move back on Sunday, 25 October 2026: the two days have 49 hours.
        let visit = slot("2026-10-26", "09:00", 60);
        let life = accepted_at(monday("11:00"), visit);
        assert_eq!(due(life, VISIT), Some(at("2026-10-24", "10:00")));
    }

    #[test]
    fn may_come_on_a_sunday_because_the_visit_does_not_wait() {
        let life = accepted_at(monday("11:00"), slot("2026-09-15", "09:00", 60));
        assert_eq!(due(life, VISIT), Some(at("2026-09-13", "09:00")));
    }

    #[test]
    fn comes_once() {
        let sent = then(
            planned(),
            tuesday("09:00"),
            Actor::Timer,
            reminded(ReminderKind::Visit, 1, 1),
        );
        assert_eq!(due(sent, VISIT), None);
    }
}

mod the_presence_request {
    use super::*;

    #[test]
    fn is_armed_only_where_presence_is_asked_for() {
        let opening = Opening {
            ask_presence: false,
            ..the_opening()
        };
        let life = then(
            ordered_with(opening),
            monday("11:00"),
            plumber(),
            accepted(on_thursday()),
        );
        assert_eq!(due(life, PRESENCE), None);
    }

    #[test]
    fn follows_the_agency_s_lead() {
        let ordered = with_rules(|rules| rules.presence_lead_minutes = 30);
        let life = then(ordered, monday("11:00"), plumber(), accepted(on_thursday()));
        assert_eq!(due(life, PRESENCE), Some(thursday("08:30")));
    }

    #[test]
    fn is_not_armed_for_a_visit_entered_after_it_had_begun() {
        assert_eq!(
            due(accepted_at(thursday("09:30"), on_thursday()), PRESENCE),
            None
        );
    }

    #[test]
    fn is_not_repeated_for_a_late_contractor() {
        let late = presence_answered(late_until(thursday("10:00")));
        assert_eq!(
            due(
                then(presence_asked(), thursday("08:50"), plumber(), late),
                PRESENCE
            ),
            None
        );
    }

    #[test]
    fn moves_with_the_slot() {
        let moved = then(
            planned(),
            monday("12:00"),
            manager(),
            slot_postponed(on_friday()),
        );
        let ticket = given(moved).ticket;
        let found = ticket
            .deadlines()
            .into_iter()
            .find(|deadline| deadline.timer.kind == PRESENCE)
            .unwrap();
        assert_eq!((found.due_at, found.timer.ordinal), (friday("13:45"), 2));
    }
}

mod the_completion_request {
    use super::*;

    #[test]
    fn follows_the_agency_s_margin() {
        let ordered = with_rules(|rules| rules.completion_margin_minutes = 0);
        let life = then(ordered, monday("11:00"), plumber(), accepted(on_thursday()));
        assert_eq!(due(life, COMPLETION), Some(thursday("10:30")));
    }

    #[test]
    fn waits_for_a_late_contractor_as_long_as_the_job_takes() {
        let late = presence_answered(late_until(thursday("10:00")));
        let life = then(presence_asked(), thursday("08:50"), plumber(), late);
        assert_eq!(due(life, COMPLETION), Some(thursday("11:40")));
    }

    #[test]
    fn comes_again_after_the_new_end_of_a_longer_job() {
        let longer = NotFinished::NewEnd {
            slot: slot("2026-09-10", "09:00", 240),
        };
        let life = then(
            completion_awaited(),
            thursday("10:45"),
            plumber(),
            completion_denied(longer),
        );
        assert_eq!(armed(life), [(COMPLETION, thursday("13:10"))]);
    }

    #[test]
    fn comes_after_the_next_visit_of_an_unfinished_job() {
        let next = NotFinished::NewSlot { slot: on_friday() };
        let life = then(
            completion_awaited(),
            thursday("10:45"),
            plumber(),
            completion_denied(next),
        );
        assert_eq!(
            armed(life),
            [(PRESENCE, friday("13:45")), (COMPLETION, friday("15:10"))]
        );
    }
}
