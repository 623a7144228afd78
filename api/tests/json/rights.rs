//! Who may do what.

use crate::stage::Stage;
use axum::body::Body;
use axum::http::Request;
use infra::staff::Scope;
use serde_json::json;

#[tokio::test]
async fn nobody_comes_in_without_a_token_that_is_good() {
    let stage = Stage::set().await;
    let anonymous = Request::get("/api/v1/tickets")
        .body(Body::empty())
        .expect("a request");
    let reply = stage.send(anonymous).await;
    assert_eq!(reply.problem(), (401, "not_signed_in", None));
    assert_eq!(reply.header("www-authenticate"), "Bearer");
    for token in ["mct_nonsense", ""] {
        let request = stage
            .request("GET", "/me", token, &[])
            .body(Body::empty())
            .expect("a request");
        assert_eq!(
            stage.send(request).await.problem(),
            (401, "not_signed_in", None)
        );
    }
}

#[tokio::test]
async fn a_token_does_what_it_was_issued_for() {
    let stage = Stage::set().await;
    let reader = stage.token_for(&[Scope::ReadTickets]).await;
    let reply = stage.post_as(&reader, "/tickets", stage.leak(), &[]).await;
    assert_eq!(reply.problem(), (403, "missing_scope", None));
    assert!(
        reply.body["detail"]
            .as_str()
            .is_some_and(|detail| detail.contains("tickets:write"))
    );
    let writer = stage.token_for(&[Scope::WriteTickets]).await;
    stage
        .post_as(&writer, "/tickets", stage.leak(), &[])
        .await
        .succeeded();
    let request = stage
        .request("GET", "/tickets", &writer, &[])
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        stage.send(request).await.problem(),
        (403, "missing_scope", None)
    );
}

#[tokio::test]
async fn accountants_read_and_change_nothing() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let reply = stage
        .post_as(
            &stage.accountant,
            &format!("{ticket}/notes"),
            json!({ "html": "x" }),
            &[],
        )
        .await;
    assert_eq!(reply.problem(), (403, "not_allowed", None));
    let reply = stage
        .post_as(&stage.accountant, "/tickets", stage.leak(), &[])
        .await;
    assert_eq!(reply.problem(), (403, "not_allowed", None));
    let request = stage
        .request("GET", &ticket, &stage.accountant, &[])
        .body(Body::empty())
        .expect("a request");
    stage.send(request).await.succeeded();
}

#[tokio::test]
async fn assistants_carry_on_but_do_not_close() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let post = async |what: &str, body| {
        stage
            .post_as(&stage.assistant, &format!("{ticket}/{what}"), body, &[])
            .await
    };
    post("notes", json!({ "html": "x" })).await.succeeded();
    assert_eq!(
        post("closures", json!({})).await.problem(),
        (403, "not_allowed", None)
    );
}

#[tokio::test]
async fn another_agencys_ticket_does_not_exist() {
    let stage = Stage::set().await;
    let (ticket, part) = stage.opened().await;
    let request = stage
        .request("GET", &ticket, &stage.stranger, &[])
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        stage.send(request).await.problem(),
        (404, "not_found", None)
    );
    for path in [format!("{ticket}/notes"), format!("{part}/reminders")] {
        let body = if path.ends_with("notes") {
            json!({ "html": "x" })
        } else {
            json!({})
        };
        let reply = stage.post_as(&stage.stranger, &path, body, &[]).await;
        assert_eq!(reply.problem(), (404, "not_found", None), "{path}");
    }
}

#[tokio::test]
async fn the_mailbox_is_for_administrators() {
    let stage = Stage::set().await;
    assert_eq!(
        stage.get("/mailbox").await.problem(),
        (403, "not_allowed", None)
    );
}

#[tokio::test]
async fn whoever_asks_is_told_who_they_are() {
    let stage = Stage::set().await;
    let me = stage.get("/me").await.succeeded().body;
    assert_eq!(me["id"], stage.manager_id.to_string());
    assert_eq!(me["roles"], json!(["manager"]));
}
