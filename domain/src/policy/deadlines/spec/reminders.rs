//! What is asked for again: answers and invoices.

use super::*;

mod the_answer_reminder {
    use super::*;

    fn reminded_at(mut so_far: Vec<Fact>, when: DateTime<Utc>, nth: u8) -> Vec<Fact> {
        so_far.push(fact(
            when,
            Actor::Timer,
            reminded(ReminderKind::Answer, nth, 2),
        ));
        so_far
    }

    #[test]
    fn comes_every_24_hours_at_most_twice_and_is_then_given_up() {
        let life = ordered();
        let purposes = |so_far: &[Fact]| {
            let deadlines = given(so_far.to_vec()).ticket.deadlines();
            deadlines
                .iter()
                .map(|deadline| (deadline.purpose, deadline.due_at))
                .collect::<Vec<_>>()
        };
        let remind = |nth| Purpose::Remind {
            reminder: ReminderKind::Answer,
            nth,
            of: 2,
        };
        let give_up = Purpose::GiveUp {
            reminder: ReminderKind::Answer,
        };
        assert_eq!(purposes(&life), [(remind(1), tuesday("09:00"))]);
        let life = reminded_at(life, tuesday("09:00"), 1);
        assert_eq!(purposes(&life), [(remind(2), at("2026-09-09", "09:00"))]);
        let life = reminded_at(life, at("2026-09-09", "09:00"), 2);
        assert_eq!(purposes(&life), [(give_up, thursday("09:00"))]);
        let exhausted = reminders_exhausted(ReminderKind::Answer);
        assert_eq!(
            purposes(&then(life, thursday("09:00"), Actor::Timer, exhausted)),
            []
        );
    }

    #[test]
    fn is_switched_off_by_zero_hours_or_zero_times() {
        assert_eq!(
            armed(with_rules(|rules| rules.answer_reminder_hours = 0)),
            []
        );
        assert_eq!(
            armed(with_rules(|rules| rules.answer_reminders_at_most = 0)),
            []
        );
    }

    #[test]
    fn follows_the_agency_s_interval() {
        let every_8_hours = with_rules(|rules| rules.answer_reminder_hours = 8);
        assert_eq!(due(every_8_hours, ANSWER), Some(monday("17:00")));
    }

    #[test]
    fn that_an_outage_swallowed_is_not_made_up_for() {
        let life = reminded_at(ordered(), at("2026-09-10", "11:30"), 1);
        assert_eq!(due(life, ANSWER), Some(friday("09:00")));
    }

    #[test]
    fn moves_from_sunday_to_monday() {
        let life = ordered_at(at("2026-09-12", "10:00"), "54000");
        assert_eq!(due(life.clone(), ANSWER), Some(at("2026-09-14", "10:00")));
        let life = reminded_at(life, at("2026-09-14", "10:00"), 1);
        assert_eq!(due(life, ANSWER), Some(at("2026-09-15", "10:00")));
    }

    #[test]
    fn is_armed_again_when_the_visit_is_off() {
        let off = then(planned(), tuesday("15:00"), plumber(), slot_cancelled());
        assert_eq!(armed(off), [(ANSWER, at("2026-09-09", "15:00"))]);
    }

    #[test]
    fn of_a_new_contractor_has_a_key_of_its_own() {
        let engaged = engaged(LOCKSMITH, the_locksmith());
        let ticket = given(then(declined(), tuesday("09:00"), manager(), engaged)).ticket;
        let timers: Vec<Timer> = ticket
            .deadlines()
            .iter()
            .map(|deadline| deadline.timer)
            .collect();
        assert_eq!(
            timers,
            [Timer {
                assignment: LOCKSMITH,
                kind: ANSWER,
                ordinal: 1
            }]
        );
    }
}

mod the_invoice_reminder {
    use super::*;

    fn invoice_asked_at(when: DateTime<Utc>, postal_code: &str) -> Vec<Fact> {
        let life = ordered_at(monday("09:00"), postal_code);
        let life = then(life, monday("11:00"), plumber(), accepted(on_thursday()));
        let life = then(
            life,
            thursday("11:00"),
            plumber(),
            completion_reported(THURSDAY),
        );
        then(life, when, manager(), invoice_requested())
    }

    #[rstest]
    #[case::a_holiday_everywhere("54000", "2026-11-04", "2026-11-12")]
    #[case::a_day_after_christmas_in_nancy("54000", "2026-12-19", "2026-12-26")]
    #[case::a_day_after_christmas_in_strasbourg("67000", "2026-12-19", "2026-12-28")]
    #[case::a_sunday("54000", "2026-09-13", "2026-09-21")]
    fn moves_to_the_next_working_day_of_the_place(
        #[case] postal_code: &str,
        #[case] asked_on: &str,
        #[case] due_on: &str,
    ) {
        let life = invoice_asked_at(at(asked_on, "09:00"), postal_code);
        assert_eq!(due(life, INVOICE), Some(at(due_on, "09:00")));
    }

    #[test]
    fn keeps_its_local_time_across_the_change_of_the_clock() {
        let life = invoice_asked_at(at("2026-10-21", "09:00"), "54000");
        assert_eq!(due(life, INVOICE), Some(at("2026-10-28", "09:00")));
    }

    #[test]
    fn that_moved_past_a_holiday_does_not_move_the_next_one() {
        let life = invoice_asked_at(at("2026-11-04", "09:00"), "54000");
        let sent = reminded(ReminderKind::Invoice, 1, 3);
        let life = then(life, at("2026-11-12", "09:00"), Actor::Timer, sent);
        assert_eq!(due(life, INVOICE), Some(at("2026-11-18", "09:00")));
    }

    #[test]
    fn by_hand_leaves_the_count_of_the_automatic_ones() {
        let by_hand = reminded_by_hand(ReminderKind::Invoice);
        let life = then(
            invoice_asked(),
            at("2026-09-15", "10:00"),
            manager(),
            by_hand,
        );
        let ticket = given(life).ticket;
        let purposes: Vec<Purpose> = ticket
            .deadlines()
            .iter()
            .map(|deadline| deadline.purpose)
            .collect();
        assert_eq!(
            purposes,
            [Purpose::Remind {
                reminder: ReminderKind::Invoice,
                nth: 1,
                of: 3
            }]
        );
    }

    #[rstest]
    #[case::days(0, 3)]
    #[case::times(7, 0)]
    fn is_switched_off_by_zero(#[case] every_days: u8, #[case] at_most: u8) {
        let cadence = Cadence::new(every_days, at_most).unwrap();
        let policy = ReminderPolicy::new(Cadence::OFF, cadence, 48).unwrap();
        let set = TicketEvent::ReminderPolicySet { policy };
        assert_eq!(
            armed(then(invoice_asked(), friday("09:01"), manager(), set)),
            []
        );
    }
}
