//! What does the ticket's state not allow?

use harness::office::{Office, Order};
use harness::on_both;
use harness::people::slot;
use harness::when::{days_later, monday, tomorrow_at};
use infra::database::Kind;
use serde_json::json;

use super::{assert_refused, assert_unchanged};

on_both!(
    what_the_step_does_not_allow,
    nothing_can_be_done_on_a_closed_ticket
);

async fn what_the_step_does_not_allow(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let not_now = (409, "step_does_not_allow", "");
    let on_site = json!({ "answer": "on_site" });

    for (what, body) in [
        ("invoice-requests", json!({})),
        ("invoice-rejections", json!({ "comment": "Non" })),
        ("completions", json!({ "completed_on": monday() })),
        ("presence-answers", on_site.clone()),
        ("slot-confirmations", json!({})),
    ] {
        let answer = manager.tries(&order, what, body).await;
        assert_refused(&answer, not_now);
        let detail = answer.json()["detail"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            detail.contains("Attente du RDV d'intervention"),
            "says the current step: {detail}"
        );
    }
    let unknown = Order {
        assignment: domain::ids::AssignmentId::new(uuid::Uuid::nil()),
        ..order.clone()
    };
    let answer = manager.tries(&unknown, "cancellations", json!({})).await;
    assert_refused(&answer, (404, "unknown_assignment", ""));

    // The contractor by the link: a visit that lies in the past is none.
    let plumber = order.contractor().await;
    let yesterday = harness::people::slot_fields(days_later(-1, 9, 0));
    let answer = plumber.tries("accept", &yesterday).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_unchanged(&order, 2).await;

    manager.enters_acceptance(&order, tomorrow_at(9, 0)).await;
    let answer = manager
        .tries(
            &order,
            "completions",
            json!({ "completed_on": "2026-03-03" }),
        )
        .await;
    assert_refused(&answer, (422, "completed_in_the_future", "completed_on"));
    let second = json!({ "contractor": { "contractor": office.cabinet.locksmith.uuid() }, "replace": false });
    let answer = manager.tries_on_ticket(&order, "assignments", second).await;
    assert_refused(&answer, (409, "contractor_already_engaged", ""));
}

async fn nothing_can_be_done_on_a_closed_ticket(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let plumber = order.contractor().await;
    manager.closes(&order).await;
    let version = order.read().await["version"].as_u64().expect("a version");

    let closed = (409, "ticket_closed", "");
    for (what, body) in [
        (
            "answers",
            json!({ "answer": "accept", "slot": slot(tomorrow_at(9, 0)) }),
        ),
        ("answers", json!({ "answer": "decline", "reason": "Non" })),
        ("reminders", json!({})),
        ("cancellations", json!({})),
        (
            "contact-details",
            json!({ "contractor": { "phone": "06 39 98 00 09" } }),
        ),
    ] {
        assert_refused(&manager.tries(&order, what, body).await, closed);
    }
    for (what, body) in [
        ("details", json!({ "subject": "Autre" })),
        ("notes", json!({ "html": "<p>Note</p>" })),
        ("silent-mode", json!({ "on": true })),
        (
            "messages",
            json!({ "to": "site_contact", "subject": "A", "text": "B" }),
        ),
        ("transfers", json!({ "to": office.cabinet.manager.uuid() })),
        (
            "assignments",
            json!({ "contractor": { "contractor": office.cabinet.locksmith.uuid() } }),
        ),
    ] {
        assert_refused(&manager.tries_on_ticket(&order, what, body).await, closed);
    }
    let reopened = manager
        .tries_on_ticket(&order, "reopenings", json!({ "reason": "Fuite revenue" }))
        .await;
    assert_refused(&reopened, (409, "reopening_not_allowed", ""));
    let page = plumber.page().await;
    assert!(
        !page.text.contains("/accept"),
        "the closed order asks nothing: {}",
        page.text
    );
    assert_unchanged(&order, version).await;
}
