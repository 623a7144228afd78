//! Does whoever looks after a ticket see that background work has set it aside?

use harness::office::{Office, Order};
use harness::on_both;
use infra::database::{Kind, Statement};
use serde_json::json;

on_both!(
    a_ticket_that_is_set_aside_says_so,
    a_reference_that_no_index_takes_is_refused,
);

/// As if one of the ticket's events had been too much for a follower.
pub async fn set_aside(order: &Order, follower: &str) {
    const PARK: &str = "INSERT INTO parked
        (agency, follower, aggregate_id, sequence, position_transaction, position_global, reason, parked_at)
        VALUES ($1, $2, $3, 2, 0, 0, 'on purpose', $4)";
    let park = Statement {
        name: "park",
        postgres: PARK,
        sqlite: PARK,
    };
    let office = &order.office;
    let parked = [
        office.cabinet.id.into(),
        follower.into(),
        order.id.into(),
        office.app.clock.now().into(),
    ];
    let database = &office.app.app.database;
    database.execute(&park, &parked).await.expect("parked");
}

async fn a_ticket_that_is_set_aside_says_so(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let (visitor, caller) = (
        office.signed_in().await,
        office.caller(office.cabinet.manager),
    );
    let address = format!("/tickets/{}", order.id);
    let page = visitor.open(&address).await.succeeded();
    assert!(!page.text.contains("mis de côté"), "{}", page.text);
    let ticket = caller.get(&address).await.succeeded().json();
    assert_eq!(ticket["set_aside"], json!([]));

    set_aside(&order, "timers").await;
    set_aside(&order, "ticket_list+rebuild").await;
    let page = visitor.open(&address).await.succeeded();
    assert!(page.text.contains("Ticket mis de côté"), "{}", page.text);
    assert!(page.text.contains("relances et rappels peuvent manquer"));
    assert!(!page.text.contains("la liste montre ce ticket"));
    let ticket = caller.get(&address).await.succeeded().json();
    assert_eq!(ticket["set_aside"].as_array().map(Vec::len), Some(1));
    assert_eq!(ticket["set_aside"][0]["by"], "timers");
}

/// 2 000 characters of three bytes each, which no compression makes shorter.
async fn a_reference_that_no_index_takes_is_refused(on: Kind) {
    let office = Office::open(on).await;
    let long: String = (0..2_000)
        .filter_map(|n| char::from_u32(0x4E00 + n * 7_919 % 20_000))
        .collect();
    let mut order = office.manager().leak();
    order["external_reference"] = json!(long);
    let caller = office.caller(office.cabinet.manager);
    let answer = caller.post("/tickets", &order).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(answer.json()["field"], "external_reference");
}
