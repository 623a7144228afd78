//! Keys, versions, entity tags.

use crate::stage::Stage;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn the_same_request_under_the_same_key_gets_the_first_answer() {
    let stage = Stage::set().await;
    let key = [("idempotency-key", "ouverture-1")];
    let first = stage
        .post_as(&stage.manager, "/tickets", stage.leak(), &key)
        .await
        .succeeded();
    stage.clock.advance(chrono::TimeDelta::hours(3));
    let again = stage
        .post_as(&stage.manager, "/tickets", stage.leak(), &key)
        .await
        .succeeded();
    assert_eq!(first.body["ticket"], again.body["ticket"]);
    assert_eq!(first.body["version"], again.body["version"]);
    assert_eq!(
        (&first.body["repeated"], &again.body["repeated"]),
        (&json!(false), &json!(true))
    );
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let key = [("idempotency-key", "k")];
    let message = |text: &str| json!({ "html": text });
    stage
        .post_as(
            &stage.manager,
            &format!("{ticket}/notes"),
            message("a"),
            &key,
        )
        .await
        .succeeded();
    let other = stage
        .post_as(
            &stage.manager,
            &format!("{ticket}/notes"),
            message("b"),
            &key,
        )
        .await;
    assert_eq!(other.problem(), (422, "key_reused", None));
    // Somebody else's key of the same text is another key.
    stage
        .post_as(
            &stage.assistant,
            &format!("{ticket}/notes"),
            message("b"),
            &key,
        )
        .await
        .succeeded();
}

#[tokio::test]
async fn an_external_reference_opens_one_ticket_only() {
    let stage = Stage::set().await;
    let mut order = stage.leak();
    order["external_reference"] = json!("CRYPTO-77");
    let first = stage.post("/tickets", order.clone()).await.succeeded();
    order["subject"] = json!("Fuite d'eau, relance");
    let again = stage.post("/tickets", order).await.succeeded();
    assert_eq!(first.body["ticket"], again.body["ticket"]);
    assert_eq!(again.body["repeated"], true);
}

#[tokio::test]
async fn a_stale_version_is_refused_and_the_present_one_told() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let etag = stage.get(&ticket).await.header("etag").to_owned();
    let note = |html: &str| json!({ "html": html });
    let path = format!("{ticket}/notes");
    let done = stage
        .post_as(&stage.manager, &path, note("a"), &[("if-match", &etag)])
        .await
        .succeeded();
    let stale = stage
        .post_as(&stage.manager, &path, note("b"), &[("if-match", &etag)])
        .await;
    assert_eq!(stale.problem(), (412, "stale_version", None));
    assert_eq!(stale.body["version"], done.body["version"]);
    let malformed = stage
        .post_as(&stage.manager, &path, note("b"), &[("if-match", "3")])
        .await;
    assert_eq!(malformed.problem(), (400, "malformed_header", None));
}

#[tokio::test]
async fn what_is_held_already_is_not_sent_again() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    for path in [ticket.clone(), format!("{ticket}/log")] {
        let etag = stage.get(&path).await.header("etag").to_owned();
        let same = stage.get_with(&path, &[("if-none-match", &etag)]).await;
        assert_eq!(same.status, StatusCode::NOT_MODIFIED);
        stage
            .post(&format!("{ticket}/notes"), json!({ "html": "x" }))
            .await
            .succeeded();
        assert_eq!(
            stage
                .get_with(&path, &[("if-none-match", &etag)])
                .await
                .status,
            StatusCode::OK
        );
    }
}
