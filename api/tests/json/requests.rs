//! A client's request, by API: taken in, refused, validated, dismissed, followed.

use crate::stage::Stage;
use axum::http::StatusCode;
use infra::staff::Scope;
use serde_json::{Value, json};

fn demand(stage: &Stage) -> Value {
    json!({
        "module": "syndic",
        "property": stage.property.uuid(),
        "subject": "De l'eau dans la cave",
        "description": "Il y a de l'eau par terre.",
        "requester": { "name": "Léa Petit", "email": "lea.petit@courriel.example" },
    })
}

async fn taken_in(stage: &Stage) -> String {
    let done = stage.post("/requests", demand(stage)).await;
    assert_eq!(done.status, StatusCode::CREATED);
    format!("/tickets/{}", done.body["ticket"].as_str().expect("an id"))
}

#[tokio::test]
async fn a_request_says_that_it_waits_and_what_may_be_done() {
    let stage = Stage::set().await;
    let view = stage.get(&taken_in(&stage).await).await.succeeded().body;
    assert_eq!(
        (&view["type"], &view["status"]),
        (&json!("?"), &json!("pending"))
    );
    assert_eq!(view["urgency"], "must_act");
    assert_eq!(view["request"]["stage"], "pending");
    assert_eq!(
        view["request"]["channels"],
        json!({ "email": true, "sms": false })
    );
    assert_eq!(view["original_description"], "Il y a de l'eau par terre.");
    let offered = view["actions"].as_array().expect("actions").iter();
    let offered: Vec<_> = offered.map(|it| it["action"].clone()).collect();
    assert_eq!(offered[..2], ["validate_request", "dismiss_request"]);
    assert!(!offered.contains(&json!("close_ticket")));
    assert_eq!(view["assignments"], json!([]));
}

#[tokio::test]
async fn the_same_reference_gives_the_same_ticket() {
    let stage = Stage::set().await;
    let mut body = demand(&stage);
    body["external_reference"] = json!("EX-7");
    let first = stage.post("/requests", body.clone()).await.succeeded().body;
    let again = stage.post("/requests", body).await.succeeded().body;
    assert_eq!(first["ticket"], again["ticket"]);
    assert_eq!(again["repeated"], true);
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field() {
    let stage = Stage::set().await;
    let spoilt = |pointer: &str, value: Value| {
        let mut body = demand(&stage);
        *body.pointer_mut(pointer).expect("a field") = value;
        body
    };
    let email = "/requester/email";
    for (body, problem) in [
        (
            spoilt("/subject", json!("")),
            (422, "empty_text", Some("subject")),
        ),
        (
            spoilt(email, json!("nobody")),
            (422, "invalid_email", Some("requester.email")),
        ),
        (
            spoilt(email, json!("")),
            (422, "no_email_for_channel", Some("requester.email")),
        ),
        (
            spoilt("/property", json!(uuid::Uuid::nil())),
            (422, "not_in_the_directory", Some("property")),
        ),
        (
            spoilt("/module", json!("gerance")),
            (422, "property_of_another_module", Some("property")),
        ),
    ] {
        let refused = stage.post("/requests", body).await;
        assert_eq!(refused.problem(), problem);
    }
    let reader = stage.token_for(&[Scope::ReadTickets]).await;
    let refused = stage
        .post_as(&reader, "/requests", demand(&stage), &[])
        .await;
    assert_eq!(refused.problem(), (403, "missing_scope", None));
    let refused = stage
        .post_as(&stage.accountant, "/requests", demand(&stage), &[])
        .await;
    assert_eq!(refused.problem(), (403, "not_allowed", None));
}

#[tokio::test]
async fn a_validation_completes_what_the_request_lacks() {
    let stage = Stage::set().await;
    let ticket = taken_in(&stage).await;
    let validation = json!({
        "subject": "Fuite en cave",
        "contractor": { "contractor": stage.contractor.uuid() },
    });
    let path = format!("{ticket}/validations");
    stage.post(&path, validation.clone()).await.succeeded();
    let view = stage.get(&ticket).await.succeeded().body;
    assert_eq!((&view["type"], &view["number"]), (&json!("ODS"), &json!(1)));
    assert_eq!(view["subject"], "Fuite en cave");
    assert_eq!(view["description"], "Il y a de l'eau par terre.");
    assert_eq!(view["original_description"], "Il y a de l'eau par terre.");
    assert_eq!(view["requester"]["name"], "Léa Petit");
    assert_eq!(view["watchers"][0]["name"], "Léa Petit");
    assert_eq!(view["request"]["stage"], "validated");
    let again = stage.post(&path, validation).await;
    assert_eq!(again.problem(), (409, "request_not_pending", None));
    let dismissal = json!({ "reason": "Trop tard" });
    let refused = stage.post(&format!("{ticket}/dismissals"), dismissal).await;
    assert_eq!(refused.problem(), (409, "request_not_pending", None));
}

#[tokio::test]
async fn a_dismissal_needs_a_reason_and_is_the_end() {
    let stage = Stage::set().await;
    let ticket = taken_in(&stage).await;
    let path = format!("{ticket}/dismissals");
    let refused = stage.post(&path, json!({ "reason": " " })).await;
    assert_eq!(refused.problem(), (422, "empty_text", Some("reason")));
    stage
        .post(&path, json!({ "reason": "Cave privative" }))
        .await
        .succeeded();
    let view = stage.get(&ticket).await.succeeded().body;
    assert_eq!(view["status"], "dismissed");
    assert_eq!(view["request"]["reason"], "Cave privative");
    assert_eq!(view["actions"], json!([]));
    let note = json!({ "html": "x" });
    let refused = stage.post(&format!("{ticket}/notes"), note).await;
    assert_eq!(refused.problem(), (409, "request_dismissed", None));
}
