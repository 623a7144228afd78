//! The visit has a slot: it is confirmed, moved or cancelled; shortly before, presence is asked for.

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::ticket::*;

mod when_the_slot_changes {
    use super::*;

    #[test]
    fn the_contractor_s_other_slot_holds_at_once_and_is_shown_to_the_manager() {
        given(planned())
            .when(tuesday("09:00"), plumber(), propose(on_friday()))
            .then([slot_proposed(on_friday())])
            .step(StepCode::Planned)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn what_the_manager_entered_calls_nobody() {
        given(planned())
            .when(tuesday("09:00"), manager(), propose(on_friday()))
            .then([slot_proposed(on_friday())])
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn the_same_slot_again_changes_nothing() {
        given(planned())
            .when(tuesday("09:00"), plumber(), propose(on_thursday()))
            .then_nothing_happens();
        given(planned())
            .when(tuesday("09:00"), manager(), postpone(on_thursday()))
            .then_nothing_happens();
    }

    #[test]
    fn a_contractor_cannot_move_the_visit_into_the_past() {
        given(planned())
            .when(
                tuesday("09:00"),
                plumber(),
                propose(slot("2026-09-07", "17:00", 60)),
            )
            .then_refused(Refusal::SlotInThePast {
                ends_at: local("2026-09-07", "18:00"),
            });
    }

    #[test]
    fn the_manager_confirms_once() {
        given(planned())
            .when(tuesday("09:00"), manager(), confirm())
            .then([slot_confirmed()])
            .step(StepCode::Planned);
        given(then(
            planned(),
            tuesday("09:00"),
            manager(),
            slot_confirmed(),
        ))
        .when(tuesday("09:01"), manager(), confirm())
        .then_nothing_happens();
    }

    #[test]
    fn confirming_a_moved_visit_settles_what_called_the_manager() {
        given(then(
            planned(),
            tuesday("09:00"),
            plumber(),
            slot_proposed(on_friday()),
        ))
        .when(tuesday("10:00"), manager(), confirm())
        .then([slot_confirmed()])
        .urgency(Urgency::Waiting);
    }

    #[test]
    fn the_manager_postpones() {
        given(planned())
            .when(tuesday("09:00"), manager(), postpone(on_friday()))
            .then([slot_postponed(on_friday())])
            .step(StepCode::Planned)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn a_contractor_who_cannot_come_is_asked_for_another_slot() {
        given(planned())
            .when(tuesday("09:00"), plumber(), cancel_slot())
            .then([slot_cancelled()])
            .step(StepCode::AwaitingAnswer)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn a_visit_cancelled_by_the_manager_is_planned_again_by_the_contractor() {
        given(then(
            planned(),
            tuesday("09:00"),
            manager(),
            slot_cancelled(),
        ))
        .when(tuesday("10:00"), plumber(), accept(on_friday()))
        .then([accepted(on_friday())])
        .step(StepCode::Planned)
        .urgency(Urgency::Waiting);
    }
}

mod when_presence_is_asked {
    use super::*;

    #[test]
    fn on_site_is_on_site() {
        given(presence_asked())
            .when(
                thursday("09:02"),
                plumber(),
                answer_presence(PresenceAnswer::OnSite),
            )
            .then([presence_answered(PresenceAnswer::OnSite)])
            .step(StepCode::OnSite)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn on_site_twice_is_on_site_once() {
        given(on_site())
            .when(
                thursday("09:03"),
                plumber(),
                answer_presence(PresenceAnswer::OnSite),
            )
            .then_nothing_happens();
    }

    #[test]
    fn a_late_contractor_keeps_the_visit_planned() {
        let late = late_until(thursday("10:00"));
        given(presence_asked())
            .when(thursday("08:50"), plumber(), answer_presence(late.clone()))
            .then([presence_answered(late)])
            .step(StepCode::Planned)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn a_late_contractor_who_has_come_is_on_site() {
        let late = presence_answered(late_until(thursday("10:00")));
        given(then(presence_asked(), thursday("08:50"), plumber(), late))
            .when(
                thursday("09:55"),
                plumber(),
                answer_presence(PresenceAnswer::OnSite),
            )
            .then([presence_answered(PresenceAnswer::OnSite)])
            .step(StepCode::OnSite)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn a_late_contractor_may_be_later_still() {
        let later = late_until(thursday("11:00"));
        let late = presence_answered(late_until(thursday("10:00")));
        given(then(presence_asked(), thursday("08:50"), plumber(), late))
            .when(thursday("09:55"), plumber(), answer_presence(later.clone()))
            .then([presence_answered(later)]);
    }

    #[test]
    fn saying_the_same_delay_again_changes_nothing() {
        let late = late_until(thursday("10:00"));
        let said = presence_answered(late.clone());
        given(then(presence_asked(), thursday("08:50"), plumber(), said))
            .when(thursday("08:51"), plumber(), answer_presence(late))
            .then_nothing_happens();
    }

    #[test]
    fn a_delay_ends_in_the_future() {
        given(presence_asked())
            .when(
                thursday("09:10"),
                plumber(),
                answer_presence(late_until(thursday("09:05"))),
            )
            .then_refused(Refusal::ArrivalInThePast);
    }

    #[test]
    fn a_contractor_may_postpone_on_the_day() {
        given(presence_asked())
            .when(
                thursday("08:50"),
                plumber(),
                answer_presence(postponed_to(on_friday())),
            )
            .then([presence_answered(postponed_to(on_friday()))])
            .step(StepCode::Planned)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn an_impossible_visit_is_asked_for_again() {
        given(presence_asked())
            .when(thursday("08:50"), plumber(), answer_presence(impossible()))
            .then([presence_answered(impossible())])
            .step(StepCode::AwaitingAnswer)
            .urgency(Urgency::MustAct);
    }

    #[test]
    fn presence_is_asked_anew_for_a_new_slot() {
        let moved = presence_answered(postponed_to(on_friday()));
        given(then(presence_asked(), thursday("08:50"), plumber(), moved))
            .when(
                thursday("09:00"),
                plumber(),
                answer_presence(PresenceAnswer::OnSite),
            )
            .then_refused(Refusal::PresenceNotAsked);
    }
}

mod when_presence_was_not_asked {
    use super::*;

    #[test]
    fn a_contractor_does_not_answer() {
        given(planned())
            .when(
                tuesday("09:00"),
                plumber(),
                answer_presence(PresenceAnswer::OnSite),
            )
            .then_refused(Refusal::PresenceNotAsked);
    }

    #[test]
    fn a_question_that_silent_mode_kept_back_was_not_asked() {
        let kept_back = presence_requested(true);
        given(then(
            planned(),
            thursday("08:45"),
            crate::actor::Actor::Timer,
            kept_back,
        ))
        .when(
            thursday("08:50"),
            plumber(),
            answer_presence(PresenceAnswer::OnSite),
        )
        .then_refused(Refusal::PresenceNotAsked);
    }

    #[test]
    fn the_manager_may_enter_it_all_the_same() {
        given(planned())
            .when(
                thursday("09:15"),
                manager(),
                answer_presence(PresenceAnswer::OnSite),
            )
            .then([presence_answered(PresenceAnswer::OnSite)])
            .step(StepCode::OnSite);
    }
}

mod when_the_job_is_said_to_be_done {
    use super::*;

    #[test]
    fn it_cannot_be_done_before_the_visit_begins() {
        given(planned())
            .when(thursday("08:59"), plumber(), report_completion(THURSDAY))
            .then_refused(Refusal::VisitNotBegun);
    }

    #[test]
    fn it_may_be_done_without_anybody_having_said_on_site() {
        given(planned())
            .when(thursday("09:20"), plumber(), report_completion(THURSDAY))
            .then([completion_reported(THURSDAY)])
            .step(StepCode::Completed);
    }

    #[test]
    fn the_manager_may_enter_that_it_was_done_earlier_than_planned() {
        let tuesday_s_date = "2026-09-08".parse().unwrap();
        given(planned())
            .when(
                tuesday("18:00"),
                manager(),
                report_completion(tuesday_s_date),
            )
            .then([completion_reported(tuesday_s_date)])
            .step(StepCode::Completed);
    }
}
