//! The order is sent; the contractor accepts or declines.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::actor::Actor;
use crate::ticket::*;

#[test]
fn the_contractor_accepts_with_a_slot() {
    given(ordered())
        .when(monday("11:00"), plumber(), accept(on_thursday()))
        .then([accepted(on_thursday())])
        .step(StepCode::Planned)
        .urgency(Urgency::Waiting);
}

#[test]
fn accepting_the_same_slot_again_changes_nothing() {
    given(planned())
        .when(monday("11:01"), plumber(), accept(on_thursday()))
        .then_nothing_happens();
}

#[test]
fn a_contractor_cannot_accept_for_a_time_that_is_over() {
    given(ordered())
        .when(friday("09:00"), plumber(), accept(on_thursday()))
        .then_refused(Refusal::SlotInThePast {
            ends_at: local("2026-09-10", "10:30"),
        });
}

#[test]
fn a_visit_under_way_can_still_be_accepted() {
    given(ordered())
        .when(thursday("09:30"), plumber(), accept(on_thursday()))
        .then([accepted(on_thursday())]);
}

#[test]
fn the_manager_may_enter_afterwards_what_was_agreed_by_phone() {
    given(ordered())
        .when(friday("09:00"), manager(), accept(on_thursday()))
        .then([accepted(on_thursday())])
        .step(StepCode::Planned);
}

#[test]
fn a_contractor_who_declines_leaves_the_ticket_to_the_manager() {
    given(ordered())
        .when(monday("11:00"), plumber(), decline())
        .then([assignment_declined()])
        .step(StepCode::Declined)
        .urgency(Urgency::MustAct);
}

#[test]
fn declining_twice_is_declining_once() {
    given(declined())
        .when(monday("11:01"), plumber(), decline())
        .then_nothing_happens();
}

#[test]
fn who_declined_cannot_accept_any_more() {
    given(declined())
        .when(monday("12:00"), plumber(), accept(on_thursday()))
        .then_refused_at(StepCode::Declined);
}

#[test]
fn an_order_is_read_once() {
    let read = TicketEvent::OrderRead {
        assignment: PLUMBER,
    };
    given(ordered())
        .when(monday("09:10"), plumber(), acknowledge_order())
        .then([read.clone()])
        .step(StepCode::AwaitingAnswer);
    given(then(ordered(), monday("09:10"), plumber(), read))
        .when(monday("09:20"), plumber(), acknowledge_order())
        .then_nothing_happens();
}

#[test]
fn the_manager_may_remind_at_any_time() {
    given(ordered())
        .when(monday("15:00"), manager(), remind_now())
        .then([reminded_by_hand(ReminderKind::Answer)])
        .step(StepCode::AwaitingAnswer);
}

mod when_another_contractor_is_contacted {
    use super::*;

    #[test]
    fn the_one_replaced_is_cancelled_first() {
        given(ordered())
            .when(
                tuesday("09:00"),
                manager(),
                engage_locksmith(Others::Replace),
            )
            .then([assignment_cancelled(), engaged(LOCKSMITH, the_locksmith())])
            .step(StepCode::Cancelled)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn it_must_be_said_what_becomes_of_the_first() {
        given(ordered())
            .when(tuesday("09:00"), manager(), engage_locksmith(None))
            .then_refused(Refusal::ContractorAlreadyEngaged);
    }

    #[test]
    fn nobody_is_cancelled_who_had_declined() {
        given(declined())
            .when(tuesday("09:00"), manager(), engage_locksmith(None))
            .then([engaged(LOCKSMITH, the_locksmith())])
            .step(StepCode::Declined)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn engaging_the_same_again_changes_nothing() {
        let locksmith_engaged = engaged(LOCKSMITH, the_locksmith());
        given(then(
            declined(),
            tuesday("09:00"),
            manager(),
            locksmith_engaged,
        ))
        .when(tuesday("09:01"), manager(), engage_locksmith(None))
        .then_nothing_happens();
    }
}

mod who_may_answer {
    use super::*;

    #[test]
    fn a_contractor_answers_for_their_own_part_only() {
        given(ordered())
            .when(monday("11:00"), locksmith(), accept(on_thursday()))
            .then_refused(Refusal::UnknownAssignment);
    }

    #[test]
    fn a_part_that_does_not_exist_is_refused() {
        given(ordered())
            .when(
                monday("11:00"),
                manager(),
                TicketCommand::ConfirmSlot {
                    assignment: LOCKSMITH,
                },
            )
            .then_refused(Refusal::UnknownAssignment);
    }

    #[rstest]
    #[case::the_requester(Actor::Requester)]
    #[case::a_timer(Actor::Timer)]
    #[case::the_system(Actor::System)]
    fn nobody_else_answers(#[case] actor: Actor) {
        given(ordered())
            .when(monday("11:00"), actor, accept(on_thursday()))
            .then_refused(Refusal::ActorNotAllowed);
    }

    #[rstest]
    #[case::confirming(confirm())]
    #[case::postponing(postpone(on_friday()))]
    #[case::asking_for_the_invoice(request_invoice())]
    #[case::rejecting_the_invoice(reject_invoice())]
    #[case::reminding(remind_now())]
    #[case::cancelling(cancel_assignment())]
    #[case::engaging_another(engage_locksmith(Others::Replace))]
    #[case::switching_silent_mode(switch_silent_mode(true))]
    #[case::closing(close())]
    #[case::firing_a_timer(fire(TimerKind::AnswerReminder, 1))]
    fn the_agency_s_decisions_are_not_the_contractor_s(#[case] command: TicketCommand) {
        given(planned())
            .when(tuesday("09:00"), plumber(), command)
            .then_refused(Refusal::ActorNotAllowed);
    }

    #[test]
    fn deadlines_are_not_the_agency_s() {
        given(ordered())
            .when(
                tuesday("09:00"),
                manager(),
                fire(TimerKind::AnswerReminder, 1),
            )
            .then_refused(Refusal::ActorNotAllowed);
    }
}
