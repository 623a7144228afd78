//! One contractor is asked for a quote: given, replaced, decided on; then the work.

use chrono::NaiveDate;
use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use super::{comes, given};
use crate::ids::AttachmentId;
use crate::ticket::*;

fn open_a_quote() -> TicketCommand {
    open_for_a_quote(the_plumber())
}

fn open_for_a_quote(contractor: EngagedContractor) -> TicketCommand {
    TicketCommand::OpenTicket {
        mission: Mission::Quote,
        opening: Box::new(the_opening()),
        assignment: PLUMBER,
        contractor,
        others: vec![],
    }
}

fn status(ticket: &Ticket) -> Option<&'static str> {
    ticket.status().map(TicketStatus::code)
}

mod when_opened {
    use super::*;

    #[test]
    fn the_type_follows_from_the_mission() {
        let after = given([])
            .when(monday("09:00"), manager(), open_a_quote())
            .then([
                TicketEvent::TicketOpened(Box::new(a_quote_opened())),
                engaged_for_a_quote(PLUMBER, the_plumber()),
            ])
            .step(StepCode::QuoteRequested)
            .urgency(Urgency::Waiting);
        assert_eq!(status(&after.ticket), Some("quote_requested"));
    }

    #[test]
    fn the_request_goes_by_email_and_needs_an_address() {
        given([])
            .when(monday("09:00"), manager(), open_for_a_quote(by_sms_only()))
            .then_refused(Refusal::NoEmailForQuoteRequest {
                whom: Whom::Contractor,
            });
    }

    #[test]
    fn an_order_needs_none() {
        let opened = given([]).when(
            monday("09:00"),
            manager(),
            open(the_opening(), by_sms_only()),
        );
        assert!(opened.decision().is_ok());
    }

    #[test]
    fn presence_is_asked_for_whatever_was_chosen() {
        let opening = |ticket_type| Opening {
            ticket_type,
            ask_presence: false,
            ..the_opening()
        };
        assert!(opening(TicketType::Quote).asks_presence());
        assert!(opening(TicketType::Quotes).asks_presence());
        assert!(!opening(TicketType::ServiceOrder).asks_presence());
        assert!(!opening(TicketType::Pending).asks_presence());
    }
}

mod when_requested {
    use super::*;

    #[test]
    fn the_contractor_promises_it() {
        given(quote_asked())
            .when(monday("10:00"), plumber(), promise(Some(THURSDAY)))
            .then([quote_promised(Some(THURSDAY))])
            .step(StepCode::QuotePromised)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn the_same_promise_again_changes_nothing() {
        given(promised())
            .when(monday("10:01"), plumber(), promise(None))
            .then_nothing_happens();
    }

    #[rstest]
    #[case::yesterday("2026-09-06", Some(Refusal::PromisedInThePast))]
    #[case::today("2026-09-07", None)]
    fn a_promise_is_for_a_day_to_come(#[case] day: NaiveDate, #[case] why: Option<Refusal>) {
        let decision = given(quote_asked())
            .when(monday("10:00"), plumber(), promise(Some(day)))
            .decision();
        assert_eq!(decision.err(), why);
    }

    #[test]
    fn staff_may_enter_a_promise_afterwards() {
        let last_sunday = NaiveDate::from_ymd_opt(2026, 9, 6);
        given(quote_asked())
            .when(monday("10:00"), manager(), promise(last_sunday))
            .then([quote_promised(last_sunday)]);
    }

    #[test]
    fn the_contractor_gives_it() {
        let after = given(promised())
            .when(tuesday("10:00"), plumber(), give(the_quote()))
            .then([quote_received(1, the_quote())])
            .step(StepCode::QuoteReceived)
            .urgency(Urgency::MustAct);
        assert_eq!(after.ticket.amount_in_cents(), None, "nobody has kept it");
    }

    #[test]
    fn its_file_is_on_the_ticket() {
        let elsewhere = Quote {
            attachment: Some(AttachmentId::new(id(0xF9))),
            ..the_quote()
        };
        given(quote_asked())
            .when(tuesday("10:00"), plumber(), give(elsewhere))
            .then_refused(Refusal::UnknownFile);
    }

    #[test]
    fn the_contractor_declines() {
        let after = given(quote_asked())
            .when(tuesday("10:00"), plumber(), decline())
            .then([assignment_declined()])
            .urgency(Urgency::MustAct);
        assert_eq!(status(&after.ticket), Some("declined"));
    }

    #[test]
    fn reminders_come_every_so_many_days_and_end() {
        comes(
            promised(),
            at("2026-09-14", "09:00"),
            TimerKind::QuoteReminder,
            1,
        )
        .then([reminded(ReminderKind::Quote, 1, 3)]);
        let used_up = vec![
            (at("2026-09-14", "09:00"), 1),
            (at("2026-09-21", "09:00"), 2),
            (at("2026-09-28", "09:00"), 3),
        ];
        let mut so_far = quote_asked();
        for (when, nth) in used_up {
            let sent = reminded(ReminderKind::Quote, nth, 3);
            so_far = then(so_far, when, crate::actor::Actor::Timer, sent);
        }
        comes(
            so_far,
            at("2026-10-05", "09:00"),
            TimerKind::QuoteReminder,
            4,
        )
        .then([reminders_exhausted(ReminderKind::Quote)])
        .urgency(Urgency::MustAct);
    }

    #[test]
    fn a_quote_that_came_is_not_reminded_of() {
        let armed = given(quoted()).ticket.deadlines();
        assert_eq!(armed, vec![]);
    }

    #[test]
    fn a_reminder_by_hand_is_for_the_quote() {
        given(promised())
            .when(tuesday("10:00"), manager(), remind_now())
            .then([reminded_by_hand(ReminderKind::Quote)]);
    }
}

mod when_received {
    use super::*;

    #[test]
    fn the_contractor_replaces_it() {
        given(quoted())
            .when(tuesday("10:30"), plumber(), give(quote_of(99_000)))
            .then([quote_replaced(2, quote_of(99_000))])
            .step(StepCode::QuoteReceived)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn the_same_quote_again_changes_nothing() {
        given(quoted())
            .when(tuesday("10:30"), plumber(), give(the_quote()))
            .then_nothing_happens();
    }

    #[rstest]
    #[case(accept_quote(1))]
    #[case(refuse_quote(1))]
    fn a_decision_is_about_the_quote_that_was_looked_at(#[case] decision: TicketCommand) {
        let replaced = quote_replaced(2, quote_of(99_000));
        given(then(quoted(), tuesday("10:30"), plumber(), replaced))
            .when(tuesday("10:31"), manager(), decision)
            .then_refused(Refusal::QuoteReplacedMeanwhile { current: 2 });
    }

    #[test]
    fn the_manager_accepts_it() {
        let after = given(quoted())
            .when(tuesday("15:00"), manager(), accept_quote(1))
            .then([quote_accepted(1)])
            .step(StepCode::QuoteAccepted)
            .urgency(Urgency::Waiting);
        assert_eq!(after.ticket.amount_in_cents(), Some(145_000));
    }

    #[test]
    fn a_signed_copy_may_come_with_the_acceptance() {
        let with_copy = |signed| TicketCommand::AcceptQuote {
            assignment: PLUMBER,
            version: 1,
            signed: Some(signed),
            comment: None,
        };
        let elsewhere = AttachmentId::new(id(0xF9));
        given(quoted())
            .when(tuesday("15:00"), manager(), with_copy(elsewhere))
            .then_refused(Refusal::UnknownFile);
        let decision = given(quoted()).when(tuesday("15:00"), manager(), with_copy(FILE));
        let after = decision.then([TicketEvent::QuoteAccepted {
            assignment: PLUMBER,
            version: 1,
            signed: Some(FILE),
            comment: None,
        }]);
        let part = after.ticket.assignment(PLUMBER).unwrap();
        assert_eq!(part.offer.as_ref().unwrap().signed, Some(FILE));
    }

    #[test]
    fn the_manager_refuses_it() {
        let after = given(quoted())
            .when(tuesday("15:00"), manager(), refuse_quote(1))
            .then([quote_refused_of(PLUMBER, 1)])
            .step(StepCode::QuoteRefused)
            .urgency(Urgency::MustAct);
        assert_eq!(after.ticket.amount_in_cents(), None);
    }

    #[test]
    fn refusing_and_asking_somebody_else_is_one_act() {
        given(quoted())
            .when(
                tuesday("15:00"),
                manager(),
                engage_locksmith(Others::Replace),
            )
            .then([
                quote_refused_of(PLUMBER, 1),
                engaged_for_a_quote(LOCKSMITH, the_locksmith()),
            ])
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn whoever_has_not_answered_is_cancelled_and_not_refused() {
        given(promised())
            .when(
                tuesday("15:00"),
                manager(),
                engage_locksmith(Others::Replace),
            )
            .then([
                assignment_cancelled(),
                engaged_for_a_quote(LOCKSMITH, the_locksmith()),
            ]);
    }

    #[test]
    fn the_contractor_decides_nothing() {
        for command in [accept_quote(1), refuse_quote(1), send_signed_quote()] {
            given(quoted())
                .when(tuesday("15:00"), plumber(), command)
                .then_refused(Refusal::ActorNotAllowed);
        }
    }
}
