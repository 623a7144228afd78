//! A service order becomes a quote.

use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::ticket::*;
use crate::value::{Cadence, ReminderPolicy};

fn became_a_quote() -> TicketEvent {
    type_changed(TicketType::ServiceOrder, TicketType::Quote)
}

#[test]
fn after_a_visit_nothing_is_called_off() {
    let necessary = quote_found_necessary();
    let after = given(then(on_site(), thursday("09:30"), plumber(), necessary))
        .when(thursday("09:40"), manager(), ask_for_a_quote())
        .then([became_a_quote(), quote_requested(None)])
        .step(StepCode::QuoteRequested)
        .urgency(Urgency::Waiting);
    assert_eq!(after.ticket.ticket_type(), Some(TicketType::Quote));
    assert_eq!(after.ticket.attention, vec![]);
}

#[test]
fn a_visit_to_come_is_off() {
    given(planned())
        .when(tuesday("09:00"), manager(), ask_for_a_quote())
        .then([became_a_quote(), quote_requested(Some(on_thursday()))])
        .step(StepCode::QuoteRequested);
}

/// They came before the hour: whoever let them in is not told that nobody comes.
#[test]
fn a_visit_that_somebody_came_to_early_is_not_off() {
    given(on_site())
        .when(thursday("08:50"), manager(), ask_for_a_quote())
        .then([became_a_quote(), quote_requested(None)])
        .step(StepCode::QuoteRequested);
}

#[test]
fn staff_may_enter_the_quote_at_once() {
    let received = TicketEvent::QuoteReceived {
        assignment: PLUMBER,
        version: 1,
        quote: quote_of(99_000),
        comment: None,
        signed_by: None,
        cancels: Some(on_thursday()),
    };
    given(planned())
        .when(tuesday("09:00"), manager(), give(quote_of(99_000)))
        .then([became_a_quote(), received])
        .step(StepCode::QuoteReceived)
        .urgency(Urgency::MustAct);
}

#[test]
fn the_contractor_may_not_make_it_one() {
    given(planned())
        .when(tuesday("09:00"), plumber(), give(quote_of(99_000)))
        .then_refused_at(StepCode::Planned);
}

#[test]
fn of_several_contractors_none_becomes_a_quote() {
    let several = type_changed(TicketType::ServiceOrder, TicketType::ServiceOrders);
    for command in [ask_for_a_quote(), give(quote_of(99_000))] {
        given(then(
            on_site(),
            thursday("09:20"),
            manager(),
            several.clone(),
        ))
        .when(thursday("09:40"), manager(), command)
        .then_refused(Refusal::SeveralCannotBecomeQuote);
    }
}

#[test]
fn the_request_needs_an_email_address_here_too() {
    let changed = TicketEvent::ContactDetailsChanged {
        assignment: PLUMBER,
        details: by_sms_only().details,
        channels: Channels::SMS,
        generation: 1,
    };
    given(then(on_site(), thursday("09:20"), manager(), changed))
        .when(thursday("09:40"), manager(), ask_for_a_quote())
        .then_refused(Refusal::NoEmailForQuoteRequest {
            whom: Whom::Contractor,
        });
}

#[test]
fn its_reminders_can_be_set_from_then_on() {
    let every_two_days = Cadence::new(2, 5).unwrap();
    let policy = ReminderPolicy::new(every_two_days, Cadence::OFF, 24).unwrap();
    let so_far = then(on_site(), thursday("09:40"), manager(), became_a_quote());
    let so_far = then(so_far, thursday("09:40"), manager(), quote_requested(None));
    let set = TicketCommand::SetReminderPolicy { policy };
    let after = given(so_far)
        .when(thursday("10:00"), manager(), set)
        .then([TicketEvent::ReminderPolicySet { policy }]);
    let next = after.ticket.deadlines().remove(0);
    assert_eq!(next.due_at, at("2026-09-12", "09:40"));
    assert_eq!(next.timer.kind, TimerKind::QuoteReminder);
}
