//! A quote was accepted: the slot, the signed copy, the work and what it costs.

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::ticket::*;

#[test]
fn the_contractor_proposes_the_slot() {
    let after = given(kept())
        .when(tuesday("16:00"), plumber(), propose(on_thursday()))
        .then([slot_proposed(on_thursday())])
        .step(StepCode::Planned)
        .urgency(Urgency::Waiting);
    let kinds: Vec<_> = after
        .ticket
        .deadlines()
        .iter()
        .map(|it| it.timer.kind)
        .collect();
    assert!(kinds.contains(&TimerKind::PresenceRequest));
}

#[test]
fn a_slot_to_come_only_unless_staff_enter_it() {
    let over = slot("2026-09-07", "14:00", 60);
    given(kept())
        .when(tuesday("16:00"), plumber(), propose(over.clone()))
        .then_refused(Refusal::SlotInThePast {
            ends_at: over.local_end(),
        });
    given(kept())
        .when(tuesday("16:00"), manager(), propose(over.clone()))
        .then([slot_proposed(over)]);
}

#[test]
fn a_visit_that_is_off_leaves_the_quote_accepted() {
    given(kept_and_planned())
        .when(tuesday("17:00"), plumber(), cancel_slot())
        .then([slot_cancelled()])
        .step(StepCode::QuoteAccepted)
        .urgency(Urgency::MustAct);
    let asked = presence_requested(false);
    let so_far = then(
        kept_and_planned(),
        thursday("08:45"),
        crate::actor::Actor::Timer,
        asked,
    );
    given(so_far)
        .when(thursday("08:50"), plumber(), answer_presence(impossible()))
        .then([presence_answered(impossible())])
        .step(StepCode::QuoteAccepted);
}

#[test]
fn the_signed_quote_is_sent_once_until_the_work_is_done() {
    let sent = TicketEvent::SignedQuoteSent {
        assignment: PLUMBER,
        attachment: FILE,
        comment: None,
    };
    for so_far in [kept(), kept_and_planned()] {
        let again = then(so_far.clone(), tuesday("18:00"), manager(), sent.clone());
        given(so_far)
            .when(tuesday("18:00"), manager(), send_signed_quote())
            .then([sent.clone()]);
        given(again)
            .when(tuesday("18:01"), manager(), send_signed_quote())
            .then_nothing_happens();
    }
    let done = completion_reported(THURSDAY);
    given(then(kept_and_planned(), thursday("11:00"), plumber(), done))
        .when(thursday("12:00"), manager(), send_signed_quote())
        .then_refused_at(StepCode::Completed);
}

#[test]
fn the_date_is_asked_for_again_by_hand_only() {
    given(kept())
        .when(friday("09:00"), manager(), remind_now())
        .then([reminded_by_hand(ReminderKind::Slot)]);
    assert_eq!(given(kept()).ticket.deadlines(), vec![]);
}

#[test]
fn what_is_priced_is_not_priced_again() {
    for command in [ask_for_a_quote(), give(quote_of(1_000))] {
        given(kept_and_planned())
            .when(tuesday("17:00"), manager(), command)
            .then_refused_at(StepCode::Planned);
    }
}

#[test]
fn the_amount_is_the_quote_until_an_invoice_comes() {
    let done = completion_reported(THURSDAY);
    let so_far = then(kept_and_planned(), thursday("11:00"), plumber(), done);
    assert_eq!(
        given(so_far.clone()).ticket.amount_in_cents(),
        Some(145_000)
    );
    let billed = then(
        so_far,
        friday("09:00"),
        plumber(),
        invoice_received(the_invoice()),
    );
    assert_eq!(given(billed).ticket.amount_in_cents(), Some(18_000));
}

#[test]
fn whoever_is_called_off_after_all_costs_nothing() {
    let off = then(kept(), friday("09:00"), manager(), assignment_cancelled());
    assert_eq!(given(off).ticket.amount_in_cents(), None);
}
