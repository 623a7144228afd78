//! How does the invoice come? With the completion, late, or wrong.

use std::sync::Arc;

use harness::office::{Office, Order};
use harness::on_both;
use harness::people::Contractor;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;

on_both!(
    an_invoice_with_the_completion,
    a_wrong_invoice_is_asked_for_again,
    an_invoice_that_never_comes
);

/// The visit is over, and its completion was asked for.
async fn after_the_visit(on: Kind) -> (Arc<Office>, Order, Contractor) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(11, 10)).await;
    (office, order, plumber)
}

async fn an_invoice_with_the_completion(on: Kind) {
    let (_office, order, plumber) = after_the_visit(on).await;

    plumber
        .is_done_with_invoice(tomorrow_at(0, 0).date(), "1 250,00")
        .await;
    assert_eq!(order.status().await, "invoiced, must_act");
    assert_eq!(order.read().await["amount_cents"], 125_000);

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 11:10 CompletionReported by contractor
    Tue 03 11:10 InvoiceReceived by contractor
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_accepted → manager by email: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    order_accepted → watcher by email: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    invoice_received → manager by email: sent
    ");
}

async fn a_wrong_invoice_is_asked_for_again(on: Kind) {
    let (office, order, plumber) = after_the_visit(on).await;
    let manager = office.manager();
    plumber
        .is_done_with_invoice(tomorrow_at(0, 0).date(), "1250")
        .await;

    manager
        .finds_the_invoice_wrong(&order, "Le devis disait 1 150 €")
        .await;
    assert_eq!(order.status().await, "invoice_requested, waiting");
    plumber.sends_invoice("1150", "F-2026-119").await;
    assert_eq!(order.status().await, "invoiced, must_act");
    assert_eq!(order.read().await["amount_cents"], 115_000);
    manager.closes(&order).await;

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 11:10 CompletionReported by contractor
    Tue 03 11:10 InvoiceReceived by contractor
    Tue 03 11:10 InvoiceRejected by manager
    Tue 03 11:10 InvoiceReceived by contractor
    Tue 03 11:10 TicketClosed by manager
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_accepted → manager by email: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    order_accepted → watcher by email: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    invoice_received → manager by email: sent
    invoice_requested_again → contractor by email: sent
    invoice_requested_again → contractor by sms: sent
    invoice_received → manager by email: sent
    ticket_closed → manager by email: sent
    ticket_closed → watcher by email: sent
    ");
}

async fn an_invoice_that_never_comes(on: Kind) {
    let (office, order, plumber) = after_the_visit(on).await;
    plumber.is_done_on(tomorrow_at(0, 0).date()).await;
    office.manager().asks_for_the_invoice(&order).await;

    // Every seven days, three times, then the manager must act. Easter Monday falls among none of them.
    office.until(days_later(1 + 21, 11, 10)).await;
    assert_eq!(order.status().await, "invoice_requested, waiting");
    assert_eq!(
        order.told_of("invoice_reminder").await.len(),
        6,
        "three by each channel"
    );
    office.until(days_later(1 + 28, 11, 10)).await;
    assert_eq!(order.status().await, "invoice_requested, must_act");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 11:10 CompletionReported by contractor
    Tue 03 11:10 InvoiceRequested by manager
    Tue 10 11:10 ReminderSent by timer
    Tue 17 11:10 ReminderSent by timer
    Tue 24 11:10 ReminderSent by timer
    Tue 31 11:10 RemindersExhausted by timer
    ");
}
