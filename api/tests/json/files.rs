//! Files of a ticket, and what a link's holder may do with one.

use crate::stage::{Reply, Stage};
use axum::body::{Body, to_bytes};
use axum::http::header;
use domain::ids::{AssignmentId, TicketId};
use futures::StreamExt;
use infra::links::Grant;
use serde_json::json;
use tower::ServiceExt;

#[tokio::test]
async fn a_file_that_was_decided_on_a_stale_version_is_refused() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let path = format!("{ticket}/attachments?name=a.txt");
    let upload = |version: &'static str| {
        let headers = [("if-match", version)];
        let request = stage.request("POST", &path, &stage.manager, &headers);
        stage.send(request.body(Body::from("Devis")).expect("a request"))
    };
    assert_eq!(upload("\"1\"").await.problem().0, 412);
    let version = stage.get(&ticket).await.succeeded().body["version"].clone();
    assert_eq!(version, json!(2), "nothing was attached");
    let done = upload("\"2\"").await.succeeded();
    assert_eq!(done.body["version"], json!(3));
}

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
        "inline; filename=\"photo.jpg\"; filename*=UTF-8''photo.jpg"
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
    let large = [b"\xff\xd8\xff\xe0".to_vec(), vec![0_u8; 1_000_000]].concat();
    let reply = stage
        .send(request.body(Body::from(large)).expect("a request"))
        .await;
    assert_eq!(reply.problem(), (413, "file_too_large", Some("file")));
}

/// What comes of sending `content` under the name `name`, which is already encoded.
async fn sent(stage: &Stage, ticket: &str, name: &str, content: &[u8]) -> Reply {
    let path = format!("{ticket}/attachments?name={name}");
    let request = stage.request("POST", &path, &stage.manager, &[]);
    let request = request.body(Body::from(content.to_vec()));
    stage.send(request.expect("a request")).await
}

#[tokio::test]
async fn hostile_files_are_refused_and_leave_nothing() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let version = stage.get(&ticket).await.succeeded().body["version"].clone();
    let gif_and_archive = [b"GIF89a".to_vec(), vec![0; 9_000], end_of_a_zip()].concat();
    let refused: [(&[u8], &str); 9] = [
        (b"", "file_empty"),
        (b"MZ\x90\0\x03\0\0\0\x04\0", "file_is_a_program"),
        (b"<!DOCTYPE html><p>Bonjour", "file_is_a_web_page"),
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "file_is_a_web_page",
        ),
        (b"#!/bin/sh\nid\n", "file_is_a_script"),
        (
            b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0",
            "file_is_an_archive",
        ),
        (b"GIF89a\0\0<script>alert(1)</script>", "file_is_two_things"),
        (&gif_and_archive, "file_is_two_things"),
        (b"BM\0\0\0\0\0\0", "file_kind_not_taken"),
    ];
    for (content, code) in refused {
        let reply = sent(&stage, &ticket, "facture.pdf", content).await;
        assert_eq!(reply.problem(), (422, code, Some("file")));
        let detail = reply.body["detail"].as_str().expect("a sentence");
        assert!(detail.ends_with('.') && !detail.contains(code), "{detail}");
    }
    assert_eq!(
        stage.get(&ticket).await.succeeded().body["version"],
        version
    );
    let left: Vec<_> = stage.app.blobs.all().collect().await;
    assert!(left.is_empty(), "{left:?}");
}

fn end_of_a_zip() -> Vec<u8> {
    [&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &[0; 10]].concat()
}

#[tokio::test]
async fn a_name_deceives_nobody() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let long = format!("{}.jpg", "%C3%A9".repeat(300));
    let shortened = format!("{}.jpg", "é".repeat(98));
    let names = [
        ("..%2F..%2Fetc%2Fpasswd", "passwd.jpg"),
        ("facture%E2%80%AEgpj.exe", "facturegpj.exe.jpg"),
        ("pho%E2%80%8Bto%EF%BB%BF%0A%1B.jpg", "photo.jpg"),
        (&long, &shortened),
    ];
    for (name, _) in names {
        sent(&stage, &ticket, name, b"\xff\xd8\xff\xe0bytes")
            .await
            .succeeded();
    }
    let ticket = stage.get(&ticket).await.succeeded().body;
    let files = ticket["attachments"].as_array().expect("files");
    let given: Vec<_> = files.iter().map(|file| file["name"].as_str()).collect();
    assert_eq!(given, names.map(|(_, kept)| Some(kept)));
}

#[tokio::test]
async fn whoever_holds_a_file_is_told_so() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    sent(&stage, &ticket, "notes.txt", b"Le code est 1234.")
        .await
        .succeeded();
    let read = stage.get(&ticket).await.succeeded().body;
    let id = read["attachments"][0]["id"].as_str().expect("an id");
    let address = format!("{ticket}/attachments/{id}");
    let first = stage.get(&address).await;
    assert_eq!(first.header("content-type"), "text/plain");
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert_eq!(first.header("cache-control"), "private, no-cache");
    assert!(
        first
            .header("content-disposition")
            .starts_with("attachment; ")
    );
    let etag = first.header("etag");
    let again = stage.request("GET", &address, &stage.manager, &[("if-none-match", etag)]);
    let again = stage
        .send(again.body(Body::empty()).expect("a request"))
        .await;
    assert_eq!(again.status, 304);
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
    let actions = view.body["assignment"]["actions"].as_array();
    let offered = actions.expect("actions").iter().map(|it| &it["action"]);
    assert_eq!(offered.collect::<Vec<_>>(), ["accept_order", "decline"]);
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
