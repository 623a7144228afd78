//! A service order lives its life by API.

use crate::stage::Stage;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn an_opened_ticket_says_where_it_is_and_what_may_be_done() {
    let stage = Stage::set().await;
    let done = stage.post("/tickets", stage.leak()).await;
    assert_eq!(done.status, StatusCode::CREATED);
    let location = done.header("location").to_owned();
    let view = stage
        .get(location.strip_prefix("/api/v1").expect("our address"))
        .await
        .succeeded();
    assert_eq!(view.body["number"], 1);
    assert_eq!(view.body["type"], "ODS");
    assert_eq!(view.body["status"], "awaiting_answer");
    assert_eq!(
        view.body["assignments"][0]["contact"]["name"],
        "Plomb'Service"
    );
    assert_eq!(
        view.body["assignments"][0]["actions"][0]["action"],
        "accept_order"
    );
    assert_eq!(view.body["upcoming"][0]["kind"], "answer_reminder");
    assert_eq!(view.header("etag"), done.header("etag"));
}

#[tokio::test]
async fn a_whole_life_entered_by_the_agency() {
    let stage = Stage::set().await;
    let (ticket, part) = stage.opened().await;
    let slot = json!({ "start": "2026-03-02T14:00", "minutes": 60 });
    let act = async |what: &str, body| {
        stage
            .post(&format!("{part}/{what}"), body)
            .await
            .succeeded()
    };
    act(
        "answers",
        json!({ "answer": "accept", "slot": slot, "signed_by": "M. Martin" }),
    )
    .await;
    act("slot-confirmations", json!({})).await;
    act("completions", json!({ "completed_on": "2026-03-02" })).await;
    act(
        "invoice-requests",
        json!({ "comment": "Au nom du syndicat" }),
    )
    .await;
    act(
        "invoices",
        json!({ "invoice": { "amount": "1 250,50", "number": "F-7" } }),
    )
    .await;
    act("invoice-rejections", json!({ "comment": "TVA fausse" })).await;
    act("invoices", json!({ "invoice": { "amount": "1300" } })).await;
    stage
        .post(&format!("{ticket}/closures"), json!({}))
        .await
        .succeeded();
    let view = stage.get(&ticket).await.succeeded().body;
    assert_eq!(
        (view["status"].as_str(), view["amount_cents"].as_i64()),
        (Some("closed"), Some(130_000))
    );
    let log = stage.get(&format!("{ticket}/log")).await.succeeded().body;
    let entered = log["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .find(|it| it["fact"] == "OrderAccepted");
    let entered = entered.expect("the acceptance");
    assert_eq!(entered["details"]["signed_by"], "M. Martin");
    assert!(
        part.ends_with(
            entered["on_behalf_of_assignment"]
                .as_str()
                .expect("on whose behalf")
        )
    );
}

#[tokio::test]
async fn everything_about_the_ticket_can_be_changed() {
    let stage = Stage::set().await;
    let (ticket, part) = stage.opened().await;
    let cadence = json!({ "every_days": 5, "at_most": 2 });
    let person = json!({ "name": "Léa Petit", "email": "lea@courriel.example", "channels": { "email": true } });
    let changes = [
        (
            format!("{ticket}/details"),
            json!({ "subject": "Fuite au 3e", "description": "Plafond" }),
        ),
        (
            format!("{ticket}/reminder-policy"),
            json!({ "quote": cadence, "invoice": cadence, "visit_hours": 24 }),
        ),
        (format!("{ticket}/silent-mode"), json!({ "on": true })),
        (
            format!("{ticket}/site-contact"),
            json!({ "site_contact": person }),
        ),
        (
            format!("{ticket}/watchers"),
            json!({ "watchers": [person] }),
        ),
        (
            format!("{ticket}/third-party-notices"),
            json!({ "persons": [person], "text": "Pour information." }),
        ),
        (
            format!("{ticket}/messages"),
            json!({ "to": "site_contact", "subject": "Accès", "text": "Demain ?" }),
        ),
        (
            format!("{ticket}/notes"),
            json!({ "html": "<b>Vu</b><script>x</script>" }),
        ),
        (format!("{ticket}/time-entries"), json!({ "seconds": 60 })),
        (format!("{ticket}/acknowledgements"), json!({})),
        (
            format!("{ticket}/transfers"),
            json!({ "to": stage.manager_id.uuid() }),
        ),
        (
            format!("{part}/contact-details"),
            json!({ "contractor": { "phone": "06 39 98 43 21" } }),
        ),
        (format!("{part}/reminders"), json!({})),
        (
            format!("{part}/cancellations"),
            json!({ "reason": "Doublon" }),
        ),
        (
            format!("{ticket}/assignments"),
            json!({ "contractor": { "contractor": stage.contractor.uuid() } }),
        ),
    ];
    for (path, body) in changes {
        stage.post(&path, body).await.succeeded();
    }
    let view = stage.get(&ticket).await.succeeded().body;
    assert_eq!(view["subject"], "Fuite au 3e");
    assert_eq!(view["watchers"][0]["name"], "Léa Petit");
    assert_eq!(view["assignments"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["seconds_spent"], 60);
    let log = stage.get(&format!("{ticket}/log")).await.succeeded().body;
    assert!(!log.to_string().contains("<script"));
}

#[tokio::test]
async fn a_command_without_anything_to_say_needs_no_body() {
    let stage = Stage::set().await;
    let (_, part) = stage.opened().await;
    let request = stage.request("POST", &format!("{part}/reminders"), &stage.manager, &[]);
    stage
        .send(request.body(axum::body::Body::empty()).expect("a request"))
        .await
        .succeeded();
}
