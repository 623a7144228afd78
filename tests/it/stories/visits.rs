//! What becomes of a visit that is late, moved or impossible?

use std::sync::Arc;

use harness::office::{Office, Order};
use harness::on_both;
use harness::people::Contractor;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;

on_both!(
    a_late_contractor_keeps_the_visit_planned,
    a_postponed_visit_starts_anew,
    impossible_on_the_day,
    moved_by_the_manager,
    reminded_before_a_distant_visit,
);

/// At a quarter to nine on the day of the visit: the presence was just asked for.
async fn asked_whether_on_site(on: Kind) -> (Arc<Office>, Order, Contractor) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(8, 45)).await;
    (office, order, plumber)
}

async fn a_late_contractor_keeps_the_visit_planned(on: Kind) {
    let (office, order, plumber) = asked_whether_on_site(on).await;

    plumber.is_late_until(tomorrow_at(9, 40)).await;
    assert_eq!(order.status().await, "planned, must_act");

    // The end is asked for as much later.
    office.until(tomorrow_at(11, 49)).await;
    assert_eq!(order.told_of("completion_request").await, [] as [&str; 0]);
    office.until(tomorrow_at(11, 50)).await;
    assert_eq!(order.told_of("completion_request").await.len(), 2);
    plumber.is_done_on(tomorrow_at(0, 0).date()).await;
    assert_eq!(order.status().await, "completed, must_act");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
    Tue 03 11:50 CompletionRequested by timer
    Tue 03 11:50 CompletionReported by contractor
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
    presence_answered → site contact by email: sent
    presence_answered → site contact by sms: sent
    presence_answered → watcher by email: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    completion_reported → manager by email: sent
    completion_reported → watcher by email: sent
    ");
}

async fn a_postponed_visit_starts_anew(on: Kind) {
    let (office, order, plumber) = asked_whether_on_site(on).await;

    plumber.postpones_to(days_later(7, 14, 0)).await;
    assert_eq!(order.status().await, "planned, must_act");

    // Reminder, presence and completion are those of the new visit.
    office.until(days_later(7, 16, 10)).await;
    assert_eq!(order.status().await, "awaiting_completion, must_act");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
    Sat 07 14:00 ReminderSent by timer
    Mon 09 13:45 OnSitePresenceRequested by timer
    Mon 09 16:10 CompletionRequested by timer
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
    presence_answered → site contact by email: sent
    presence_answered → site contact by sms: sent
    presence_answered → watcher by email: sent
    visit_reminder → contractor by email: sent
    visit_reminder → contractor by sms: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    completion_request → contractor by email: sent
    completion_request → contractor by sms: sent
    ");
}

async fn impossible_on_the_day(on: Kind) {
    let (office, order, plumber) = asked_whether_on_site(on).await;

    plumber.cannot_come("Camion en panne").await;
    assert_eq!(order.status().await, "awaiting_answer, must_act");
    office.until(tomorrow_at(12, 0)).await;
    assert_eq!(
        order.told_of("completion_request").await,
        [] as [&str; 0],
        "there is no visit to be completed"
    );

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Tue 03 08:45 OnSitePresenceRequested by timer
    Tue 03 08:45 PresenceAnswered by contractor
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
    presence_answered → site contact by email: sent
    presence_answered → site contact by sms: sent
    presence_answered → watcher by email: sent
    ");
}

async fn moved_by_the_manager(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    order
        .contractor()
        .await
        .accepts_for(tomorrow_at(9, 0))
        .await;

    manager.postpones_to(&order, days_later(2, 10, 0)).await;
    assert_eq!(order.status().await, "planned, waiting");
    office.until(days_later(2, 9, 45)).await;

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Mon 02 09:00 SlotPostponed by manager
    Mon 02 10:00 ReminderSent by timer
    Wed 04 09:45 OnSitePresenceRequested by timer
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
    slot_postponed → contractor by email: sent
    slot_postponed → contractor by sms: sent
    slot_postponed → site contact by email: sent
    slot_postponed → site contact by sms: sent
    slot_postponed → watcher by email: sent
    visit_reminder → contractor by email: sent
    visit_reminder → contractor by sms: sent
    presence_request → contractor by email: sent
    presence_request → contractor by sms: sent
    ");
}

async fn reminded_before_a_distant_visit(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    order
        .contractor()
        .await
        .accepts_for(days_later(9, 9, 0))
        .await;

    office.until(days_later(7, 8, 59)).await;
    assert_eq!(order.told_of("visit_reminder").await, [] as [&str; 0]);
    office.until(days_later(7, 9, 0)).await;
    assert_eq!(
        order.told_of("visit_reminder").await,
        ["contractor by email: sent", "contractor by sms: sent"]
    );
}
