//! The job is done: the invoice is asked for, received, and asked for again when it is wrong.

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use crate::ticket::*;
use crate::value::Amount;

fn invoice_of(cents: i64) -> Invoice {
    Invoice {
        amount: Amount::from_cents(cents).unwrap(),
        ..the_invoice()
    }
}

fn done_by_somebody_without_email() -> Vec<Fact> {
    let details = of_the_ticket(details("Plomberie Marchal", None, Some("+33612345678")));
    let changed = TicketEvent::ContactDetailsChanged {
        assignment: PLUMBER,
        details,
        channels: Channels::SMS,
        generation: 1,
    };
    then(done(), friday("08:00"), manager(), changed)
}

#[test]
fn the_manager_asks_for_the_invoice() {
    given(done())
        .when(friday("09:00"), manager(), request_invoice())
        .then([invoice_requested()])
        .step(StepCode::InvoiceRequested)
        .urgency(Urgency::Waiting);
}

#[test]
fn asking_while_it_is_asked_for_changes_nothing() {
    given(invoice_asked())
        .when(friday("09:01"), manager(), request_invoice())
        .then_nothing_happens();
}

#[test]
fn an_invoice_is_asked_for_by_email_and_needs_an_address() {
    given(done_by_somebody_without_email())
        .when(friday("09:00"), manager(), request_invoice())
        .then_refused(Refusal::NoEmailForInvoiceRequest);
}

#[test]
fn the_contractor_sends_it() {
    let received = given(invoice_asked())
        .when(friday("16:00"), plumber(), submit(the_invoice()))
        .then([invoice_received(the_invoice())])
        .step(StepCode::Invoiced)
        .urgency(Urgency::MustAct);
    assert_eq!(received.ticket.amount_in_cents(), Some(18_000));
}

#[test]
fn it_may_come_before_anybody_asks() {
    given(done())
        .when(thursday("18:00"), plumber(), submit(the_invoice()))
        .then([invoice_received(the_invoice())])
        .step(StepCode::Invoiced);
}

#[test]
fn the_manager_may_enter_it() {
    given(done_by_somebody_without_email())
        .when(friday("09:00"), manager(), submit(the_invoice()))
        .then([invoice_received(the_invoice())]);
}

#[test]
fn it_cannot_come_before_the_job_is_done() {
    given(on_site())
        .when(thursday("09:30"), plumber(), submit(the_invoice()))
        .then_refused_at(StepCode::OnSite);
}

#[test]
fn sending_the_same_again_changes_nothing() {
    given(paid_for())
        .when(friday("16:01"), plumber(), submit(the_invoice()))
        .then_nothing_happens();
}

#[test]
fn another_one_is_taken_only_once_asked_for() {
    given(paid_for())
        .when(friday("16:01"), plumber(), submit(invoice_of(19_000)))
        .then_refused_at(StepCode::Invoiced);
}

#[test]
fn a_wrong_invoice_is_asked_for_again() {
    given(paid_for())
        .when(friday("17:00"), manager(), reject_invoice())
        .then([invoice_rejected()])
        .step(StepCode::InvoiceRequested)
        .urgency(Urgency::Waiting);
}

#[test]
fn only_the_corrected_invoice_counts() {
    let corrected = given(then(
        paid_for(),
        friday("17:00"),
        manager(),
        invoice_rejected(),
    ))
    .when(friday("18:00"), plumber(), submit(invoice_of(16_500)))
    .then([invoice_received(invoice_of(16_500))])
    .step(StepCode::Invoiced);
    assert_eq!(corrected.ticket.amount_in_cents(), Some(16_500));
}

#[test]
fn the_status_stays_that_of_the_contractor_at_work_while_an_earlier_invoice_is_corrected() {
    let locksmith_engaged = engaged(LOCKSMITH, the_locksmith());
    let after = given(then(
        paid_for(),
        friday("17:00"),
        manager(),
        locksmith_engaged,
    ))
    .when(friday("17:30"), manager(), reject_invoice())
    .then([invoice_rejected()])
    .step(StepCode::InvoiceRequested);
    let status = after.ticket.status().map(TicketStatus::code);
    assert_eq!(status, Some("awaiting_answer"));
}
