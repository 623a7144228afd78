//! Files of a ticket, and what a link's holder may do with one.

use crate::stage::Stage;
use axum::body::{Body, to_bytes};
use axum::http::header;
use domain::ids::{AssignmentId, TicketId};
use infra::links::Grant;
use serde_json::json;
use tower::ServiceExt;

#[tokio::test]
async fn a_file_comes_back_as_what_it_is_and_not_as_what_it_claims_to_be() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let path = format!("{ticket}/attachments?name=photo.jpg");
    let upload = |key: &'static str| {
        let headers = [("content-type", "text/html"), ("idempotency-key", key)];
        let request = stage.request("POST", &path, &stage.manager, &headers);
        stage.send(
            request
                .body(Body::from(&b"\xff\xd8\xff\xe0bytes"[..]))
                .expect("a request"),
        )
    };
    let first = upload("photo-1").await.succeeded();
    assert_eq!(
        upload("photo-1").await.succeeded().body["version"],
        first.body["version"]
    );
    let file = stage.get(&ticket).await.succeeded().body["attachments"][0].clone();
    assert_eq!(
        (&file["name"], &file["media_type"]),
        (&json!("photo.jpg"), &json!("image/jpeg"))
    );

    let address = format!(
        "{ticket}/attachments/{}",
        file["id"].as_str().expect("an id")
    );
    let request = stage
        .request("GET", &address, &stage.manager, &[])
        .body(Body::empty())
        .expect("a request");
    let response = api::router::router(stage.app.clone())
        .oneshot(request)
        .await
        .expect("an answer");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "image/jpeg");
    assert_eq!(
        response.headers()[header::CONTENT_DISPOSITION],
        "attachment"
    );
    let bytes = to_bytes(response.into_body(), 1_000).await.expect("bytes");
    assert_eq!(&bytes[..], b"\xff\xd8\xff\xe0bytes");
    let request = stage
        .request("GET", &address, &stage.stranger, &[])
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        stage.send(request).await.problem(),
        (404, "not_found", None)
    );
}

/// Programs like to count their keys from 1.
#[tokio::test]
async fn two_people_with_the_same_key_lose_no_file() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    for (who, content) in [(&stage.manager, "one"), (&stage.assistant, "other")] {
        let path = format!("{ticket}/attachments?name={content}");
        let request = stage.request("POST", &path, who, &[("idempotency-key", "1")]);
        let request = request.body(Body::from(content)).expect("a request");
        stage.send(request).await.succeeded();
    }
    let ticket = stage.get(&ticket).await.succeeded().body;
    assert_eq!(ticket["attachments"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let request = stage.request(
        "POST",
        &format!("{ticket}/attachments?name=big"),
        &stage.manager,
        &[],
    );
    let reply = stage
        .send(
            request
                .body(Body::from(vec![0_u8; 1_000_001]))
                .expect("a request"),
        )
        .await;
    assert_eq!(reply.problem(), (413, "too_large", None));
}

#[tokio::test]
async fn the_holder_of_a_link_answers_with_it_until_it_is_replaced() {
    let stage = Stage::set().await;
    let (ticket, part) = stage.opened().await;
    let id: TicketId = ticket
        .trim_start_matches("/tickets/")
        .parse()
        .expect("an id");
    let assignment: AssignmentId = part
        .rsplit('/')
        .next()
        .expect("an id")
        .parse()
        .expect("an id");
    let grant = Grant {
        agency: stage.agency,
        ticket: id,
        assignment,
        generation: 1,
    };
    let mut tx = stage.app.database.begin().await.expect("a transaction");
    stage
        .app
        .links
        .issue(&mut tx, &grant, stage.clock.now())
        .await
        .expect("a link");
    tx.commit().await.expect("a commit");
    let link = format!("/links/{}", stage.app.links.token(&grant).reveal());

    let view = stage.get(&link).await.succeeded();
    assert_eq!(
        view.body["assignment"]["actions"],
        json!(["accept_order", "decline"])
    );
    assert_eq!(view.header("referrer-policy"), "no-referrer");
    let slot = json!({ "start": "2026-03-03T09:00", "minutes": 60 });
    let past =
        json!({ "answer": "accept", "slot": { "start": "2026-03-01T09:00", "minutes": 60 } });
    let refused = stage.post(&format!("{link}/answers"), past).await;
    assert_eq!(refused.problem(), (422, "slot_in_the_past", Some("slot")));
    stage
        .post(
            &format!("{link}/answers"),
            json!({ "answer": "accept", "slot": slot }),
        )
        .await
        .succeeded();
    stage
        .post(&format!("{link}/messages"), json!({ "text": "À demain" }))
        .await
        .succeeded();
    let view = stage.get(&link).await.succeeded().body;
    assert_eq!(view["messages"][0]["text"], "À demain");
    // Receipts are off unless the agency wants them: the gesture is answered and nothing is recorded.
    let receipt = stage
        .post(&format!("{link}/read-receipts"), json!({}))
        .await
        .succeeded();
    assert_eq!(receipt.body["version"], view["version"]);

    stage.clock.advance(chrono::TimeDelta::days(121));
    assert_eq!(
        stage.get(&link).await.problem(),
        (404, "link_expired", None)
    );
    stage.clock.set(crate::stage::monday_at_nine());
    for _ in 0..120 {
        let _ = stage.app.budgets.spend(assignment, stage.clock.now());
    }
    let flood = stage
        .post(&format!("{link}/messages"), json!({ "text": "Encore" }))
        .await;
    assert_eq!(flood.problem(), (429, "too_many_requests", None));
    assert_eq!(flood.header("retry-after"), "600");
    let change = json!({ "contractor": {}, "new_link": true });
    stage
        .post(&format!("{part}/contact-details"), change)
        .await
        .succeeded();
    assert_eq!(
        stage.get(&link).await.problem(),
        (404, "link_not_valid", None)
    );
}
