//! Is it seen, on a phone and at a desk, that a ticket has been set aside, or cannot be read to its end?

use harness::office::Office;
use infra::database::Kind;

use super::desk::signed_in;
use crate::set_aside::set_aside;
use crate::unreadable::append_unreadable;

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_is_set_aside_says_so() {
    let office = Office::open(Kind::Sqlite).await;
    let order = office.manager().opens_a_service_order().await;
    for follower in ["ticket_list", "timers", "outbox"] {
        set_aside(&order, follower).await;
    }
    let desk = signed_in(&office, "aside").await;
    desk.open(&format!("{}/tickets/{}", office.app.url, order.id))
        .await;
    desk.reads("Ticket mis de côté").await;
    desk.picture("ticket").await;
    desk.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_is_readable_in_part_says_so() {
    let office = Office::open(Kind::Sqlite).await;
    let order = office.manager().opens_a_service_order().await;
    append_unreadable(&order).await;
    let desk = signed_in(&office, "unreadable").await;
    desk.open(&format!("{}/tickets/{}", office.app.url, order.id))
        .await;
    desk.reads("Ticket lisible en partie").await;
    desk.picture("ticket").await;
    desk.quit().await;
}
