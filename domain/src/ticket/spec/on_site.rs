//! Somebody is there, or should be done: done, not done, or a quote is needed first.

use rstest::rstest;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::ticket::*;

#[rstest]
#[case::while_on_site(on_site())]
#[case::when_asked(completion_awaited())]
fn the_contractor_reports_the_end(#[case] so_far: Vec<Fact>) {
    given(so_far)
        .when(thursday("10:45"), plumber(), report_completion(THURSDAY))
        .then([completion_reported(THURSDAY)])
        .step(StepCode::Completed)
        .urgency(Urgency::MustAct);
}

#[test]
fn the_invoice_may_come_with_the_end() {
    given(completion_awaited())
        .when(
            thursday("11:00"),
            plumber(),
            report_completion_with(THURSDAY, Some(the_invoice())),
        )
        .then([
            completion_reported(THURSDAY),
            invoice_received(the_invoice()),
        ])
        .step(StepCode::Invoiced)
        .urgency(Urgency::MustAct);
}

#[test]
fn reporting_the_same_end_again_changes_nothing() {
    given(done())
        .when(thursday("11:01"), plumber(), report_completion(THURSDAY))
        .then_nothing_happens();
}

#[test]
fn a_job_cannot_have_ended_tomorrow() {
    given(on_site())
        .when(
            thursday("10:45"),
            plumber(),
            report_completion("2026-09-11".parse().unwrap()),
        )
        .then_refused(Refusal::CompletedInTheFuture);
}

#[test]
fn the_date_is_the_building_s() {
    // 00:30 in Nancy is still the day before in Greenwich.
    let friday_s_date = "2026-09-11".parse().unwrap();
    given(on_site())
        .when(friday("00:30"), plumber(), report_completion(friday_s_date))
        .then([completion_reported(friday_s_date)]);
}

mod when_it_is_not_finished {
    use super::*;

    #[test]
    fn the_visit_may_last_longer() {
        let longer = NotFinished::NewEnd {
            slot: slot("2026-09-10", "09:00", 240),
        };
        given(completion_awaited())
            .when(
                thursday("10:45"),
                plumber(),
                deny_completion(longer.clone()),
            )
            .then([completion_denied(longer)])
            .step(StepCode::OnSite)
            .urgency(Urgency::Waiting);
    }

    #[test]
    fn another_visit_may_be_needed() {
        let next = NotFinished::NewSlot { slot: on_friday() };
        given(completion_awaited())
            .when(thursday("10:45"), plumber(), deny_completion(next.clone()))
            .then([completion_denied(next)])
            .step(StepCode::Planned);
    }

    #[test]
    fn a_visit_does_not_end_before_it_starts() {
        let earlier = NotFinished::NewEnd {
            slot: slot("2026-09-10", "08:00", 30),
        };
        given(completion_awaited())
            .when(thursday("10:45"), plumber(), deny_completion(earlier))
            .then_refused(Refusal::EndsBeforeItStarts);
    }

    #[test]
    fn a_new_end_lies_in_the_future() {
        let over = NotFinished::NewEnd {
            slot: slot("2026-09-10", "09:00", 100),
        };
        given(completion_awaited())
            .when(thursday("10:45"), plumber(), deny_completion(over))
            .then_refused(Refusal::SlotInThePast {
                ends_at: local("2026-09-10", "10:40"),
            });
    }

    #[test]
    fn saying_the_same_again_changes_nothing() {
        let next = NotFinished::NewSlot { slot: on_friday() };
        given(then(
            completion_awaited(),
            thursday("10:45"),
            plumber(),
            completion_denied(next.clone()),
        ))
        .when(thursday("10:46"), plumber(), deny_completion(next))
        .then_nothing_happens();
    }

    #[test]
    fn it_cannot_be_unfinished_before_the_visit_begins() {
        let next = NotFinished::NewSlot { slot: on_friday() };
        given(planned())
            .when(tuesday("10:00"), plumber(), deny_completion(next))
            .then_refused(Refusal::VisitNotBegun);
    }
}

#[test]
fn a_quote_found_necessary_calls_the_manager_and_changes_nothing_by_itself() {
    given(on_site())
        .when(thursday("09:30"), plumber(), report_quote_necessary())
        .then([quote_found_necessary()])
        .step(StepCode::OnSite)
        .urgency(Urgency::MustAct);
}
