//! The end: cancelled, closed, reopened.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::quote_asked;
use crate::actor::Actor;
use crate::ticket::*;

#[test]
fn a_cancelled_assignment_with_nobody_left_calls_the_manager() {
    given(planned())
        .when(tuesday("09:00"), manager(), cancel_assignment())
        .then([assignment_cancelled()])
        .step(StepCode::Cancelled)
        .urgency(Urgency::MustAct);
}

#[test]
fn cancelling_twice_is_cancelling_once() {
    given(cancelled())
        .when(tuesday("09:00"), manager(), cancel_assignment())
        .then_nothing_happens();
}

#[rstest]
#[case::no_answer_yet(ordered())]
#[case::planned(planned())]
#[case::on_site(on_site())]
#[case::completion_awaited(completion_awaited())]
#[case::done(done())]
#[case::invoice_asked(invoice_asked())]
#[case::invoiced(paid_for())]
#[case::declined(declined())]
#[case::cancelled(cancelled())]
fn a_ticket_can_be_closed_at_every_step(#[case] so_far: Vec<Fact>) {
    let after = given(so_far)
        .when(friday("18:00"), manager(), close())
        .then([TicketEvent::TicketClosed { comment: None }])
        .urgency(Urgency::Closed);
    assert_eq!(
        after.ticket.status().map(TicketStatus::code),
        Some("closed")
    );
    assert_eq!(after.ticket.deadlines(), []);
}

mod when_closed {
    use super::*;

    #[rstest]
    #[case::accepting(accept(on_friday()))]
    #[case::asking_for_the_invoice(request_invoice())]
    #[case::rejecting_the_invoice(reject_invoice())]
    #[case::reminding(remind_now())]
    #[case::cancelling(cancel_assignment())]
    #[case::engaging_another(engage_locksmith(Others::Replace))]
    #[case::switching_silent_mode(switch_silent_mode(true))]
    fn every_further_command_is_refused(#[case] command: TicketCommand) {
        given(closed())
            .when(friday("18:00"), manager(), command)
            .then_refused(Refusal::TicketClosed);
    }

    #[test]
    fn the_contractor_s_link_says_so_too() {
        given(closed())
            .when(friday("18:00"), plumber(), submit(the_invoice()))
            .then_refused(Refusal::TicketClosed);
    }

    #[test]
    fn closing_again_changes_nothing() {
        given(closed())
            .when(friday("18:00"), manager(), close())
            .then_nothing_happens();
    }

    #[test]
    fn a_deadline_that_comes_too_late_changes_nothing() {
        given(closed())
            .when(
                friday("18:00"),
                Actor::Timer,
                fire(TimerKind::InvoiceReminder, 1),
            )
            .then_nothing_happens();
    }
}

mod when_it_is_to_be_reopened {
    use super::*;

    fn reopened() -> TicketEvent {
        TicketEvent::TicketReopened { reason: reason() }
    }

    #[test]
    fn the_agency_must_allow_it() {
        given(closed())
            .when(friday("18:00"), manager(), reopen(false))
            .then_refused(Refusal::ReopeningNotAllowed);
    }

    #[test]
    fn it_goes_on_where_it_stood() {
        given(closed())
            .when(friday("18:00"), manager(), reopen(true))
            .then([reopened()])
            .step(StepCode::Invoiced)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn only_the_agency_reopens() {
        given(closed())
            .when(friday("18:00"), plumber(), reopen(true))
            .then_refused(Refusal::ActorNotAllowed);
    }

    #[test]
    fn a_ticket_that_is_not_closed_cannot_be_reopened() {
        given(paid_for())
            .when(friday("18:00"), manager(), reopen(true))
            .then_refused(Refusal::TicketNotClosed);
    }

    #[test]
    fn what_was_asked_in_the_same_moment_came_before_it() {
        let at_once = [
            TicketEvent::TicketClosed { comment: None },
            TicketEvent::TicketReopened { reason: reason() },
        ];
        let since = at_once.map(|event| fact(monday("09:00"), manager(), event));
        let ticket = given(ordered().into_iter().chain(since)).ticket;
        assert_eq!(ticket.deadlines(), []);
    }

    #[rstest]
    #[case::an_answer(ordered())]
    #[case::a_quote(quote_asked())]
    #[case::a_visit(planned())]
    #[case::the_end_of_a_visit(on_site())]
    #[case::an_invoice(invoice_asked())]
    fn what_was_awaited_before_is_not_awaited_again(#[case] so_far: Vec<Fact>) {
        assert!(!given(so_far.clone()).ticket.deadlines().is_empty());
        let closed_and_reopened = [
            TicketEvent::TicketClosed { comment: None },
            TicketEvent::TicketReopened { reason: reason() },
        ];
        let since = closed_and_reopened.map(|event| fact(friday("12:00"), manager(), event));
        let ticket = given(so_far.into_iter().chain(since)).ticket;
        assert_eq!(ticket.deadlines(), []);
    }

    #[test]
    fn nothing_is_armed_again_by_itself() {
        let closed_early = then(
            ordered(),
            monday("10:00"),
            manager(),
            TicketEvent::TicketClosed { comment: None },
        );
        // Three days later, when both answer reminders would long have gone out.
        let after = given(closed_early)
            .when(thursday("10:00"), manager(), reopen(true))
            .then([reopened()])
            .step(StepCode::AwaitingAnswer);
        let overdue: Vec<_> = after
            .ticket
            .deadlines()
            .into_iter()
            .filter(|d| d.due_at <= thursday("10:00"))
            .collect();
        assert_eq!(overdue, []);
    }
}
