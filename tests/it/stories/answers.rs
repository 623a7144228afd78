//! What becomes of an order that is declined, or never answered?

use harness::office::Office;
use harness::on_both;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;
use serde_json::json;

on_both!(
    declined_and_given_to_another,
    a_program_that_declines_twice_is_answered_twice,
    nobody_answers,
    answered_by_phone
);

async fn declined_and_given_to_another(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let plumber = order.contractor().await;

    plumber.declines("Complet jusqu’à la fin du mois").await;
    assert_eq!(order.status().await, "declined, must_act");
    assert_eq!(
        order.told_of("order_declined").await,
        ["manager by email: sent"]
    );
    // The link opens nothing any more.
    let page = plumber.page().await;
    assert_eq!(page.status, 410);
    assert!(!page.text.contains("Fuite"), "{}", page.text);

    let locksmith = json!({ "contractor": office.cabinet.locksmith.uuid() });
    let order = manager.sends_another(&order, locksmith).await;
    assert_eq!(order.status().await, "awaiting_answer, waiting");
    order
        .contractor()
        .await
        .accepts_for(tomorrow_at(14, 0))
        .await;
    assert_eq!(order.status().await, "planned, waiting");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 AssignmentDeclined by contractor
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by contractor
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_declined → manager by email: sent
    order_sent → contractor by sms: sent
    order_accepted → manager by email: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    order_accepted → watcher by email: sent
    ");
}

/// Declining closes the link; whoever did not hear the answer asks again all the same.
async fn a_program_that_declines_twice_is_answered_twice(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let link = order.link().await.expect("a link");
    let (_, token) = link.split_once("/r/").expect("a token");
    let path = format!("/links/{token}/answers");
    let program = office.caller(office.cabinet.manager);
    let no = json!({ "answer": "decline", "reason": "Complet" });
    let keyed = |key: &'static str| [("Idempotency-Key", key)];

    let first = program
        .post_with(&path, &keyed("k1"), &no)
        .await
        .succeeded();
    let again = program
        .post_with(&path, &keyed("k1"), &no)
        .await
        .succeeded();
    assert_eq!(first.json()["version"], again.json()["version"]);
    assert_eq!(again.json()["repeated"], true);
    // Anything else is said too late.
    let other = json!({ "answer": "decline", "reason": "Parti" });
    for (key, body, wanted) in [("k2", &no, 404), ("k1", &other, 422)] {
        let answer = program.post_with(&path, &keyed(key), body).await;
        assert_eq!(answer.status, wanted, "{}", answer.text);
    }
}

async fn nobody_answers(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;

    office.until(days_later(1, 8, 59)).await;
    assert_eq!(order.told_of("answer_reminder").await, [] as [&str; 0]);
    office.until(days_later(1, 9, 0)).await;
    assert_eq!(
        order.told_of("answer_reminder").await.len(),
        2,
        "one by each channel"
    );
    office.until(days_later(2, 9, 0)).await;
    assert_eq!(order.told_of("answer_reminder").await.len(), 4);
    assert_eq!(order.status().await, "awaiting_answer, waiting");

    // One interval after the last reminder nobody is written to any more: the manager must act.
    office.until(days_later(3, 9, 0)).await;
    assert_eq!(order.status().await, "awaiting_answer, must_act");
    office.until(days_later(30, 9, 0)).await;

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Tue 03 09:00 ReminderSent by timer
    Wed 04 09:00 ReminderSent by timer
    Thu 05 09:00 RemindersExhausted by timer
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    answer_reminder → contractor by email: sent
    answer_reminder → contractor by sms: sent
    answer_reminder → contractor by email: sent
    answer_reminder → contractor by sms: sent
    ");
}

async fn answered_by_phone(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;

    manager.enters_acceptance(&order, tomorrow_at(9, 0)).await;
    assert_eq!(order.status().await, "planned, waiting");
    manager
        .enters_completion(&order, days_later(0, 0, 0).date())
        .await;
    manager.enters_invoice(&order, "120").await;
    assert_eq!(order.status().await, "invoiced, must_act");

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by manager for the contractor
    Mon 02 09:00 CompletionReported by manager for the contractor
    Mon 02 09:00 InvoiceReceived by manager for the contractor
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    order_accepted → contractor by email: sent
    order_accepted → contractor by sms: sent
    order_accepted → site contact by email: sent
    order_accepted → site contact by sms: sent
    order_accepted → watcher by email: sent
    completion_reported → watcher by email: sent
    ");
}
