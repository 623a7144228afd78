//! Each way of saying no, in form and in words.

use crate::stage::Stage;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

#[tokio::test]
async fn what_cannot_be_read_is_400_with_its_place() {
    let stage = Stage::set().await;
    let (_, part) = stage.opened().await;
    let answers = format!("{part}/answers");
    let refused = async |body: Value| {
        let reply = stage.post(&answers, body).await;
        let (status, code, field) = reply.problem();
        (status, code.to_owned(), field.map(str::to_owned))
    };
    let problem = |code: &str, field: &str| (400, code.to_owned(), Some(field.to_owned()));
    assert_eq!(
        refused(json!({ "answer": "accept", "mood": 1 })).await,
        problem("unknown_field", "mood")
    );
    assert_eq!(refused(json!({})).await, problem("missing_field", "answer"));
    assert_eq!(
        refused(json!({ "answer": "accept" })).await,
        problem("missing_field", "slot")
    );
    let slot = json!({ "start": "2026-03-02T14:00", "minutes": "60" });
    assert_eq!(
        refused(json!({ "answer": "accept", "slot": slot })).await,
        problem("wrong_type", "slot.minutes")
    );
}

#[tokio::test]
async fn text_that_is_not_json_and_content_that_claims_to_be_something_else() {
    let stage = Stage::set().await;
    let post = |kind: &'static str, body: &'static str| {
        let request = stage.request(
            "POST",
            "/tickets",
            &stage.manager,
            &[("content-type", kind)],
        );
        stage.send(request.body(Body::from(body)).expect("a request"))
    };
    assert_eq!(
        post("application/json", "{").await.problem(),
        (400, "malformed_json", None)
    );
    assert_eq!(
        post("text/plain", "{}").await.problem(),
        (415, "not_json", None)
    );
    let long = "x".repeat(300_000);
    let reply = stage.post("/tickets", json!({ "subject": long })).await;
    assert_eq!(reply.problem(), (413, "too_large", None));
}

#[tokio::test]
async fn values_that_cannot_be_accepted_are_422_with_their_place() {
    let stage = Stage::set().await;
    let refused = async |field: &str, value: Value| {
        let mut order = stage.leak();
        order[field] = value;
        let reply = stage.post("/tickets", order).await;
        let (status, code, field) = reply.problem();
        assert_eq!(status, 422, "{}", reply.body);
        (code.to_owned(), field.unwrap_or_default().to_owned())
    };
    let said = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(
        refused("subject", json!(" ")).await,
        said("empty_text", "subject")
    );
    assert_eq!(
        refused("subject", json!("x".repeat(201))).await,
        said("text_too_long", "subject")
    );
    assert_eq!(
        refused("requested_at", json!("hier")).await,
        said("not_an_instant", "requested_at")
    );
    assert_eq!(
        refused("requested_at", json!("2026-03-03T09:00:00+01:00")).await,
        said("requested_in_the_future", "requested_at")
    );
    assert_eq!(
        refused("module", json!("gerance")).await,
        said("property_of_another_module", "property")
    );
    assert_eq!(
        refused("name_landlord", json!(true)).await,
        said("landlord_outside_gerance", "name_landlord")
    );
    assert_eq!(
        refused("property", json!("00000000-0000-7000-8000-000000000000")).await,
        said("not_in_the_directory", "property")
    );
    let watcher = |more: Value| json!([{ "name": "Paul", "email": "p@x.example", "channels": { "email": true } }, more]);
    let silent = json!({ "name": "Léa" });
    assert_eq!(
        refused("watchers", watcher(silent)).await,
        said("no_channel", "watchers[1].channels")
    );
    let unreachable =
        json!({ "name": "Léa", "phone": "03 53 01 10 20", "channels": { "sms": true } });
    assert_eq!(
        refused("watchers", watcher(unreachable)).await,
        said("no_mobile_for_channel", "watchers[1].phone")
    );
    let misspelt = json!({ "name": "Léa", "email": "lea@", "channels": { "email": true } });
    assert_eq!(
        refused("watchers", watcher(misspelt)).await,
        said("invalid_email", "watchers[1].email")
    );
    let by_hand = json!({ "name": "Plombier", "channels": { "email": true } });
    assert_eq!(
        refused("contractor", by_hand).await,
        said("no_email_for_channel", "contractor.email")
    );
}

#[tokio::test]
async fn what_the_state_does_not_allow_is_409_and_says_the_step() {
    let stage = Stage::set().await;
    let (ticket, part) = stage.opened().await;
    let too_early = stage
        .post(&format!("{part}/invoice-requests"), json!({}))
        .await;
    assert_eq!(too_early.problem(), (409, "step_does_not_allow", None));
    assert_eq!(
        too_early.body["detail"],
        "L'étape actuelle ne le permet pas : « Attente du RDV d'intervention »."
    );
    stage
        .post(&format!("{ticket}/closures"), json!({}))
        .await
        .succeeded();
    let closed = stage
        .post(&format!("{ticket}/notes"), json!({ "html": "x" }))
        .await;
    assert_eq!(closed.problem(), (409, "ticket_closed", None));
    let reopened = stage
        .post(
            &format!("{ticket}/reopenings"),
            json!({ "reason": "Erreur" }),
        )
        .await;
    assert_eq!(reopened.problem(), (409, "reopening_not_allowed", None));
}

#[tokio::test]
async fn what_is_not_there_is_404_also_by_a_name_that_is_none() {
    let stage = Stage::set().await;
    let (ticket, _) = stage.opened().await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    for path in [
        format!("/tickets/{nobody}"),
        "/tickets/12".to_owned(),
        "/nowhere".to_owned(),
    ] {
        assert_eq!(
            stage.get(&path).await.problem(),
            (404, "not_found", None),
            "{path}"
        );
    }
    let unknown = stage
        .post(
            &format!("{ticket}/assignments/{nobody}/reminders"),
            json!({}),
        )
        .await;
    assert_eq!(unknown.problem(), (404, "unknown_assignment", None));
    let link = stage.get("/links/1111111111111111111111").await;
    assert_eq!(link.problem(), (404, "link_not_valid", None));
    let method = stage
        .request("DELETE", &ticket, &stage.manager, &[])
        .body(Body::empty())
        .expect("a request");
    assert_eq!(
        stage.send(method).await.problem(),
        (405, "method_not_allowed", None)
    );
}

#[tokio::test]
async fn the_sentence_is_in_the_readers_language() {
    let stage = Stage::set().await;
    let english = stage
        .get_with("/tickets/12", &[("accept-language", "en-GB,en;q=0.9")])
        .await;
    assert_eq!(
        english.body["detail"],
        "This does not exist, or is not accessible."
    );
    assert_eq!(english.header("content-language"), "en");
    let french = stage.get("/tickets/12").await;
    assert_eq!(
        french.body["detail"],
        "Ceci n'existe pas, ou n'est pas accessible."
    );
}

#[tokio::test]
async fn answers_carry_what_keeps_browsers_safe() {
    let stage = Stage::set().await;
    let request = Request::get("/r/1111111111111111111111")
        .header("x-request-id", "bad id")
        .body(Body::empty());
    let reply = stage.send(request.expect("a request")).await;
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("x-robots-tag"), "noindex, nofollow");
    assert!(
        reply
            .header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    assert_ne!(reply.header("x-request-id"), "bad id");
}
