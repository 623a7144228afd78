//! How does a ticket end before its work is done?

use harness::office::Office;
use harness::on_both;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;
use serde_json::json;

on_both!(
    cancelled_by_the_manager,
    closed_while_a_visit_is_planned,
    reopened_where_the_agency_allows_it,
);

async fn cancelled_by_the_manager(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let plumber = order.contractor().await;
    plumber.accepts_for(tomorrow_at(9, 0)).await;

    manager.cancels(&order, "Réparé par le voisin").await;
    assert_eq!(order.status().await, "cancelled, must_act");
    assert_eq!(plumber.page().await.status, 410);
    // No timer of the visit fires any more.
    office.until(days_later(10, 9, 0)).await;
    manager.closes(&order).await;

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Mon 02 09:00 AssignmentCancelled by manager
    Thu 12 09:00 TicketClosed by manager
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
    assignment_cancelled → contractor by email: sent
    assignment_cancelled → contractor by sms: sent
    ticket_closed → manager by email: sent
    ticket_closed → watcher by email: sent
    ");
}

async fn closed_while_a_visit_is_planned(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    order
        .contractor()
        .await
        .accepts_for(tomorrow_at(9, 0))
        .await;

    manager.closes(&order).await;
    assert_eq!(order.status().await, "closed, closed");
    office.until(days_later(10, 9, 0)).await;

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    Mon 02 09:00 TicketClosed by manager
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
    ticket_closed → contractor by email: sent
    ticket_closed → contractor by sms: sent
    ticket_closed → manager by email: sent
    ticket_closed → watcher by email: sent
    ");
}

async fn reopened_where_the_agency_allows_it(on: Kind) {
    let settings = json!({ "syndic": { "reopening_allowed": true } });
    let office = Office::open_with(on, &[], settings).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    order
        .contractor()
        .await
        .accepts_for(tomorrow_at(9, 0))
        .await;
    manager.closes(&order).await;
    let told = order.told().await;

    manager
        .does(
            &order,
            "reopenings",
            json!({ "reason": "La fuite est revenue" }),
        )
        .await;
    assert_eq!(order.status().await, "planned, waiting");
    // Nothing is armed or sent by itself.
    office.until(days_later(10, 9, 0)).await;
    assert_eq!(order.told().await, told);
    assert_eq!(order.status().await, "planned, waiting");
}
