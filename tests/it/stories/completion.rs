//! What becomes of a job that is not finished?

use harness::office::Office;
use harness::on_both;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;

on_both!(not_finished_comes_again);

async fn not_finished_comes_again(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(8, 45)).await;
    plumber.is_on_site().await;
    office.until(tomorrow_at(11, 10)).await;

    plumber.is_not_done_comes_again(days_later(3, 14, 0)).await;
    assert_eq!(order.status().await, "planned, waiting");

    office.until(days_later(3, 16, 10)).await;
    assert_eq!(order.status().await, "awaiting_completion, waiting");
    plumber.is_done_on(days_later(3, 0, 0).date()).await;
    assert_eq!(order.status().await, "completed, must_act");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
    Tue 03 11:10 CompletionRequested by timer
    Tue 03 11:10 CompletionDenied by contractor
    Tue 03 14:00 ReminderSent by timer
    Thu 05 13:45 OnSitePresenceRequested by timer
    Thu 05 16:10 CompletionRequested by timer
    Thu 05 16:10 CompletionReported by contractor
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
    completion_denied → manager by email: sent
    slot_proposed → site contact by email: sent
    slot_proposed → site contact by sms: sent
    slot_proposed → watcher by email: sent
    visit_reminder → contractor by email: sent
    visit_reminder → contractor by sms: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    ");
}
