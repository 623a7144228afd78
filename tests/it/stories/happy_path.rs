//! A leak, from the phone call to the closing.

use harness::office::Office;
use harness::on_both;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;

on_both!(from_the_phone_call_to_the_closing);

async fn from_the_phone_call_to_the_closing(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();

    let order = manager.opens_a_service_order().await;
    assert_eq!(order.status().await, "awaiting_answer, waiting");

    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    assert_eq!(order.status().await, "planned, waiting");

    // The presence is asked for a quarter of an hour before.
    office.until(tomorrow_at(8, 45)).await;
    assert_eq!(
        order.told_of("presence_request").await,
        ["contractor by email: sent", "contractor by sms: sent"]
    );
    plumber.is_on_site().await;
    assert_eq!(order.status().await, "on_site, waiting");

    // The completion is asked for ten minutes after the end.
    office.until(tomorrow_at(11, 9)).await;
    assert_eq!(order.status().await, "on_site, waiting");
    office.until(tomorrow_at(11, 10)).await;
    assert_eq!(order.status().await, "awaiting_completion, waiting");
    plumber.is_done_on(tomorrow_at(0, 0).date()).await;
    assert_eq!(order.status().await, "completed, must_act");

    manager.asks_for_the_invoice(&order).await;
    assert_eq!(order.status().await, "invoice_requested, waiting");
    office.until(days_later(3, 10, 0)).await;
    plumber.sends_invoice("248,50", "F-2026-118").await;
    assert_eq!(order.status().await, "invoiced, must_act");
    assert_eq!(order.read().await["amount_cents"], 24_850);

    manager.closes(&order).await;
    assert_eq!(order.status().await, "closed, closed");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 11:10 CompletionReported by contractor
    Tue 03 11:10 InvoiceRequested by manager
    Thu 05 10:00 InvoiceReceived by contractor
    Thu 05 10:00 TicketClosed by manager
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
    presence_answered → manager by email: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    invoice_request → contractor by email: sent
    invoice_request → contractor by sms: sent
    invoice_received → manager by email: sent
    ticket_closed → manager by email: sent
    ticket_closed → watcher by email: sent
    ");
}
