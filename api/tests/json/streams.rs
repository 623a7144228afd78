//! The stream of changes, health, and the description.

use crate::stage::{REPORT_TOKEN, Stage};
use axum::body::Body;
use axum::http::Request;
use futures::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;

#[tokio::test]
async fn a_client_that_was_away_is_told_what_it_missed() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let request = stage.request(
        "GET",
        "/events",
        &stage.manager,
        &[("last-event-id", "0.0")],
    );
    let router = api::router::router(stage.app.clone());
    let response = router
        .oneshot(request.body(Body::empty()).expect("a request"))
        .await
        .expect("an answer");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    let first = stream.next().await.expect("an event").expect("bytes");
    let text = String::from_utf8_lossy(&first).into_owned();
    assert!(text.contains("event: ticket"), "{text}");
    let id = ticket.strip_prefix("/tickets/").expect("an id");
    assert!(text.contains(id), "{text}");
    assert!(!text.contains("Fuite"), "{text}");
}

#[tokio::test]
async fn a_place_that_is_none_is_refused() {
    let stage = Stage::set().await;
    let reply = stage
        .get_with("/events", &[("last-event-id", "yesterday")])
        .await;
    assert_eq!(reply.problem(), (400, "malformed_header", None));
}

#[tokio::test]
async fn ready_means_that_the_work_goes_forward() {
    let stage = Stage::set().await;
    let get = async |path: &str| {
        stage
            .send(Request::get(path).body(Body::empty()).expect("a request"))
            .await
    };
    assert_eq!(
        get("/health/live").await.succeeded().body["status"],
        "alive"
    );
    stage.opened().await;
    stage.list_follows().await;
    assert_eq!(
        get("/health/ready").await.succeeded().body["status"],
        "ready"
    );
    let (ticket, _) = stage.opened().await;
    stage.clock.advance(chrono::TimeDelta::minutes(6));
    stage
        .post(&format!("{ticket}/notes"), json!({ "html": "x" }))
        .await
        .succeeded();
    let late = get("/health/ready").await;
    assert_eq!(
        (late.status.as_u16(), &late.body["status"]),
        (503, &json!("not ready"))
    );
    stage.list_follows().await;
    get("/health/ready").await.succeeded();
}

/// Whatever is described exists: no operation answers as an address does that leads nowhere.
#[tokio::test]
async fn every_described_operation_exists() {
    let stage = Stage::set().await;
    let get = async |path: &str| {
        stage
            .send(Request::get(path).body(Body::empty()).expect("a request"))
            .await
    };
    let description = get("/api/openapi.json").await.succeeded().body;
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() > 40, "only {} paths", paths.len());
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            let reply = stage.send(anonymous(&method.to_uppercase(), path)).await;
            let code = reply.code();
            let told = [
                "not_signed_in",
                "link_not_valid",
                "not_json",
                "missing_field",
            ]
            .contains(&code);
            assert!(
                told || reply.status.is_success(),
                "{method} {path}: {} {code}",
                reply.status
            );
        }
    }
    assert_eq!(get("/api/docs").await.status, 200);
}

fn anonymous(method: &str, path: &str) -> Request<Body> {
    let id = "00000000-0000-7000-8000-000000000000";
    let path = path
        .replace("{ticket}", id)
        .replace("{assignment}", id)
        .replace("{token}", REPORT_TOKEN);
    let request = Request::builder().method(method).uri(path);
    // Where no body is expected, one is refused before anything is looked up.
    if method == "GET" {
        return request.body(Body::empty()).expect("a request");
    }
    request
        .header("content-type", "application/json")
        .body(Body::from(Value::Object(Default::default()).to_string()))
        .expect("a request")
}
