//! Who may not, and who came too late? Other agencies, roles, stale versions, keys used twice.

use harness::office::Office;
use harness::on_both;
use infra::database::Kind;
use serde_json::json;

use super::{assert_refused, assert_unchanged};

on_both!(
    what_belongs_to_another_agency_is_not_there,
    what_a_role_may_not_do,
    a_stale_version_and_a_key_used_for_something_else
);

async fn what_belongs_to_another_agency_is_not_there(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;
    let app = &office.app;
    let others = harness::cabinet::Cabinet::found(&app.app.database, &app.clock, json!({})).await;
    let stranger = harness::caller::ApiCaller::new(&app.url, others.token(others.manager));

    let not_there = (404, "not_found", "");
    assert_refused(
        &stranger.get(&format!("/tickets/{}", order.id)).await,
        not_there,
    );
    let closing = stranger
        .post(&format!("/tickets/{}/closures", order.id), &json!({}))
        .await;
    assert_refused(&closing, not_there);
    assert_eq!(
        stranger.get("/tickets").await.succeeded().json()["items"],
        json!([])
    );
    // Nor can their property be used.
    let mut body = office.manager().leak();
    body["contractor"] = json!({ "contractor": others.plumber.uuid() });
    let answer = stranger.post("/tickets", &body).await;
    assert_refused(&answer, (422, "not_in_the_directory", "property"));
}

async fn what_a_role_may_not_do(on: Kind) {
    let office = Office::open(on).await;
    let order = office.manager().opens_a_service_order().await;

    let closing = office
        .assistant()
        .tries_on_ticket(&order, "closures", json!({}))
        .await;
    assert_eq!(
        closing.problem().0,
        403,
        "assistants may not close unless the agency lets them"
    );
    let accountant = office.accountant();
    assert_eq!(
        accountant
            .tries(&order, "cancellations", json!({}))
            .await
            .problem()
            .0,
        403
    );
    assert_eq!(
        accountant
            .caller
            .get(&format!("/tickets/{}", order.id))
            .await
            .status,
        200
    );
    let nobody = harness::caller::ApiCaller::new(&office.app.url, "mct_wrong");
    assert_eq!(nobody.get("/tickets").await.problem().0, 401);
    assert_unchanged(&order, 2).await;
}

async fn a_stale_version_and_a_key_used_for_something_else(on: Kind) {
    let office = Office::open(on).await;
    let manager = office.manager();
    let order = manager.opens_a_service_order().await;
    let path = format!("/tickets/{}/notes", order.id);
    let note = json!({ "html": "<p>Rappeler lundi</p>" });

    let stale = manager
        .caller
        .post_with(&path, &[("If-Match", "\"1\"")], &note)
        .await;
    assert_eq!(stale.problem().0, 412);
    let fresh = manager
        .caller
        .post_with(&path, &[("If-Match", "\"2\"")], &note)
        .await
        .succeeded();
    assert_eq!(fresh.json()["version"], 3);

    let key = [("Idempotency-Key", "k1")];
    let first = manager
        .caller
        .post_with(&path, &key, &note)
        .await
        .succeeded()
        .json();
    let again = manager
        .caller
        .post_with(&path, &key, &note)
        .await
        .succeeded()
        .json();
    assert_eq!(
        (&first["version"], &first["repeated"]),
        (&json!(4), &json!(false))
    );
    assert_eq!(
        (&again["version"], &again["repeated"]),
        (&json!(4), &json!(true))
    );
    let other = manager
        .caller
        .post_with(&path, &key, &json!({ "html": "<p>Autre</p>" }))
        .await;
    let (status, code, _) = other.problem();
    assert_eq!(
        (status, code.as_str()),
        (422, "key_reused"),
        "{}",
        other.text
    );
    assert_unchanged(&order, 4).await;
}
