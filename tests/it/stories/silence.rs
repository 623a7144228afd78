//! What leaves while silent mode is on? What people send on purpose, and nothing else.

use harness::office::Office;
use harness::on_both;
use harness::when::{days_later, tomorrow_at};
use infra::database::Kind;

on_both!(silent_from_the_start, silent_in_the_middle);

async fn silent_from_the_start(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();

    let order = manager.opens_with("silent", true).await;
    assert!(order.mails().await.is_empty(), "nothing leaves");
    manager.enters_acceptance(&order, tomorrow_at(9, 0)).await;
    office.until(tomorrow_at(11, 10)).await;
    assert_eq!(order.status().await, "awaiting_completion, waiting");
    assert!(order.mails().await.is_empty(), "nothing leaves by itself");

    manager
        .writes_to_the_contractor(&order, "Le code de la porte est 1234.")
        .await;
    assert_eq!(
        order.told_of("message_sent").await,
        ["contractor by email: sent", "contractor by sms: sent"]
    );

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 OrderAccepted by manager for the contractor
    Tue 03 08:45 OnSitePresenceRequested by timer (kept back)
    Tue 03 11:10 CompletionRequested by timer (kept back)
    Tue 03 11:10 MessageSent by manager
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: suppressed (silent)
    ticket_opened → site contact by email: suppressed (silent)
    ticket_opened → site contact by sms: suppressed (silent)
    ticket_opened → watcher by email: suppressed (silent)
    order_sent → contractor by email: suppressed (silent)
    order_sent → contractor by sms: suppressed (silent)
    order_accepted → contractor by email: suppressed (silent)
    order_accepted → contractor by sms: suppressed (silent)
    order_accepted → site contact by email: suppressed (silent)
    order_accepted → site contact by sms: suppressed (silent)
    order_accepted → watcher by email: suppressed (silent)
    presence_request → contractor by email: suppressed (silent)
    presence_request → contractor by sms: suppressed (silent)
    completion_request → contractor by email: suppressed (silent)
    completion_request → contractor by sms: suppressed (silent)
    message_sent → contractor by email: sent
    message_sent → contractor by sms: sent
    ");
}

async fn silent_in_the_middle(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;

    manager.switches_silent_mode(&order, true).await;
    office.until(days_later(1, 9, 0)).await;
    // The first reminder was kept back. Nothing of it is sent late; the second comes at its own time.
    manager.switches_silent_mode(&order, false).await;
    office.until(days_later(1, 18, 0)).await;
    assert_eq!(
        order.told_of("answer_reminder").await,
        [
            "contractor by email: suppressed (silent)",
            "contractor by sms: suppressed (silent)"
        ]
    );
    office.until(days_later(2, 9, 0)).await;

    insta::assert_snapshot!(order.log().await, @"
    Mon 02 09:00 TicketOpened by manager
    Mon 02 09:00 ContractorEngaged by manager
    Mon 02 09:00 SilentModeSwitchedOn by manager
    Tue 03 09:00 ReminderSent by timer (kept back)
    Tue 03 09:00 SilentModeSwitchedOff by manager
    Wed 04 09:00 ReminderSent by timer
    ");
    insta::assert_snapshot!(order.told().await, @"
    ticket_opened → manager by email: sent
    ticket_opened → site contact by email: sent
    ticket_opened → site contact by sms: sent
    ticket_opened → watcher by email: sent
    order_sent → contractor by email: sent
    order_sent → contractor by sms: sent
    answer_reminder → contractor by email: suppressed (silent)
    answer_reminder → contractor by sms: suppressed (silent)
    answer_reminder → contractor by email: sent
    answer_reminder → contractor by sms: sent
    ");
}
