//! What silent mode keeps back, and what quiet hours hold.

use super::*;

mod silent_mode {
    use super::*;

    #[test]
    fn keeps_back_every_automatic_message_to_anybody() {
        let life = then(
            ordered_with(silent()),
            monday("11:00"),
            plumber(),
            accepted(on_thursday()),
        );
        let notices = told(life);
        assert_eq!(notices.len(), 3);
        assert!(notices.iter().all(|notice| notice.kept_back));
    }

    #[test]
    fn lets_a_reminder_by_hand_leave() {
        let life = by_the_manager(
            ordered_with(silent()),
            reminded_by_hand(ReminderKind::Answer),
        );
        let notices = told(life);
        assert_eq!(notices.len(), 2);
        assert!(notices.iter().all(|notice| !notice.kept_back));
    }

    #[test]
    fn lets_a_new_link_leave_that_its_contractor_asked_for() {
        let renewed = TicketEvent::ContactDetailsChanged {
            assignment: PLUMBER,
            details: the_plumber().details,
            channels: Channels::BOTH,
            generation: 2,
        };
        let asked = told(by_the_plumber(ordered_with(silent()), renewed.clone()));
        assert_eq!(asked.len(), 2);
        assert!(asked.iter().all(|notice| !notice.kept_back));
        let by_itself = told(by_the_manager(ordered_with(silent()), renewed));
        assert!(by_itself.iter().all(|notice| notice.kept_back));
    }

    #[test]
    fn lets_messages_leave_again_once_it_is_off() {
        let off = by_the_manager(ordered_with(silent()), TicketEvent::SilentModeSwitchedOff);
        let notices = told(by_the_plumber(off, assignment_declined()));
        assert!(notices.iter().all(|notice| !notice.kept_back));
    }
}

mod quiet_hours {
    use super::*;

    #[rstest]
    #[case::the_order(ordered(), false)]
    #[case::an_answer_reminder(by_a_timer(ordered(), reminded(ReminderKind::Answer, 1, 2)), false)]
    #[case::the_invoice_request(invoice_asked(), false)]
    #[case::a_new_slot(by_the_plumber(planned(), slot_proposed(on_friday())), true)]
    #[case::the_visit_reminder(by_a_timer(planned(), reminded(ReminderKind::Visit, 1, 1)), true)]
    #[case::the_presence_request(presence_asked(), true)]
    #[case::the_completion_request(completion_awaited(), true)]
    fn hold_for_sms_that_are_not_tied_to_a_visit(#[case] so_far: Vec<Fact>, #[case] tied: bool) {
        assert!(
            told(so_far)
                .iter()
                .all(|notice| notice.is_tied_to_visit() == tied)
        );
    }
}
