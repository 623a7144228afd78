//! What do people see afterwards, who may erase whom, and what if the process dies in between?

use harness::cabinet::Cabinet;
use harness::caller::ApiCaller;
use harness::on_both;
use infra::database::{Kind, Statement};
use serde_json::{Value, json};

use super::life::{EMAIL, Life, NAME, PHONE, record};

on_both!(
    tickets_still_read_and_say_so,
    a_preview_changes_nothing_and_a_repetition_says_the_same,
    only_administrators_of_the_agency_erase,
    the_neighbours_namesake_stays,
    another_node_says_so_too,
    an_erasure_cut_short_is_finished,
    a_colleague_who_left_is_erased_too,
    whoever_was_typed_in_by_hand_is_found
);

async fn tickets_still_read_and_say_so(on: Kind) {
    let life = Life::lived(on).await;
    life.erases().await;
    let read = life.order.read().await;
    assert_eq!(read["requester"]["erased"], true, "{read}");
    assert_eq!(read["assignments"][0]["step"], "planned");
    assert!(!read.to_string().contains("Wqx"), "{read}");
    let visitor = life.office.signed_in().await;
    let page = visitor
        .open(&format!("/tickets/{}", life.order.id))
        .await
        .succeeded();
    assert!(page.text.contains("[effacé]") && !page.text.contains("Wqx"));
    // The ticket goes on, and what is written on it from now on stays.
    let note = json!({ "html": "Nouvelle locataire prévenue" });
    life.office.manager().does(&life.order, "notes", note).await;
    let page = visitor
        .open(&format!("/tickets/{}", life.order.id))
        .await
        .succeeded();
    assert!(page.text.contains("Nouvelle locataire prévenue"));
}

async fn a_preview_changes_nothing_and_a_repetition_says_the_same(on: Kind) {
    let life = Life::lived(on).await;
    let numbers = |value: &Value| -> Vec<u64> {
        let tickets = value.as_array().expect("tickets").iter();
        tickets
            .map(|ticket| ticket["number"].as_u64().expect("a number"))
            .collect()
    };
    let path = format!("/erasures/party/{}?alike=true", life.party);
    let preview = life.manager_caller().get(&path).await.succeeded().json();
    assert_eq!(preview["known_as"], json!([NAME]));
    assert_eq!(
        numbers(&preview["tickets"]),
        [1],
        "only this one concerns her by her entry"
    );
    assert_eq!(numbers(&preview["texts"]), [1, 3], "{preview}");
    assert_eq!(preview["files"][0]["name"], "wqxbail-zéphyrine.pdf");
    assert_eq!(preview["alike"][0]["kind"], "person");
    assert_eq!(preview["erased_at"], Value::Null);
    assert!(life.order.read().await.to_string().contains(NAME));

    let receipt = life.erases().await;
    assert_eq!(
        (&receipt["tickets"], &receipt["texts"]),
        (&json!([1]), &json!([1, 3]))
    );
    assert_eq!(
        (&receipt["files"], &receipt["repeated"]),
        (&json!(1), &json!(false))
    );
    life.office
        .app
        .clock
        .set(life.office.app.clock.now() + chrono::TimeDelta::days(1));
    let mut again = life.erases().await;
    assert_eq!(again["repeated"].take(), true);
    let mut first = receipt;
    first["repeated"].take();
    assert_eq!(again, first);
}

async fn only_administrators_of_the_agency_erase(on: Kind) {
    let life = Life::lived(on).await;
    let path = format!("/parties/{}/erase", life.party);
    let assistant = life.office.assistant();
    let refused = assistant.caller.post(&path, &json!({})).await;
    assert_eq!(refused.problem().0, 403);
    let app = &life.office.app;
    let others = Cabinet::found(&app.app.database, &app.clock, json!({})).await;
    let stranger = ApiCaller::new(&app.url, others.token(others.manager));
    assert_eq!(stranger.post(&path, &json!({})).await.problem().0, 404);
    let found = stranger.get("/persons?q=wqxmartin").await.succeeded();
    assert_eq!(found.json(), json!([]));
    let oneself = format!("/staff/{}/erase", life.office.cabinet.manager);
    let refused = life.manager_caller().post(&oneself, &json!({})).await;
    assert_eq!(refused.problem().1, "not_oneself");
    assert!(life.order.read().await.to_string().contains(NAME));
}

async fn the_neighbours_namesake_stays(on: Kind) {
    let life = Life::lived(on).await;
    let app = &life.office.app;
    let others = Cabinet::found(&app.app.database, &app.clock, json!({})).await;
    let theirs = app
        .app
        .directory
        .upsert_parties(others.id, &[record()])
        .await
        .expect("taken in");
    life.erases().await;
    let namesake = app
        .app
        .directory
        .party(others.id, theirs[0])
        .await
        .expect("read")
        .expect("there");
    assert_eq!(namesake.name, NAME);
    let stranger = ApiCaller::new(&app.url, others.token(others.manager));
    let found = stranger.get("/persons?q=Wqxmartin").await.succeeded();
    assert_eq!(found.json()[0]["email"], EMAIL);
}

/// Two processes on one database; the second has read her before.
async fn another_node_says_so_too(on: Kind) {
    let life = Life::lived(on).await;
    let other = life.office.app.another_node().await;
    let agency = life.office.cabinet.id;
    let seen = async || {
        let loaded = other
            .tickets
            .load(agency, life.order.id)
            .await
            .expect("read");
        serde_json::to_string(&loaded.expect("there").ticket).expect("JSON")
    };
    assert!(seen().await.contains("Wqxmartin"));
    life.erases().await;
    assert!(!seen().await.contains("Wqxmartin"));
}

/// As a kill between the key's end and the fact leaves it: nobody was told, and copies stand.
async fn an_erasure_cut_short_is_finished(on: Kind) {
    const DESTROY: Statement = Statement {
        name: "destroy",
        postgres: "UPDATE sealing_key SET wrapped = NULL, destroyed_at = created_at WHERE subject = $1",
        sqlite: "UPDATE sealing_key SET wrapped = NULL, destroyed_at = created_at WHERE subject = $1",
    };
    let life = Life::lived(on).await;
    let app = &life.office.app.app;
    let subjects = [
        format!("party:{}", life.party),
        format!("ticket:{}", life.order.id),
    ];
    for subject in &subjects {
        let touched = app
            .database
            .execute(&DESTROY, &[subject.as_str().into()])
            .await;
        assert_eq!(touched.expect("destroyed"), 1);
    }
    life.office.app.settle().await;
    let listed = async || life.manager_caller().get("/tickets").await.succeeded().text;
    assert!(listed().await.contains("Wqxsujet"), "nobody was told yet");

    let finish = async || app.erasure.finish_interrupted().await.expect("finished");
    assert_eq!(finish().await, 2);
    life.office.app.settle().await;
    assert!(!listed().await.contains("Wqxsujet"));
    let entry = app
        .directory
        .party(life.office.cabinet.id, life.party.into())
        .await;
    assert_eq!(entry.expect("read").expect("there").name, "[effacé]");
    assert!(
        harness::canary::files_below(life.office.app.files()).is_empty(),
        "the file went with the text"
    );
    assert_eq!(finish().await, 0);
}

async fn a_colleague_who_left_is_erased_too(on: Kind) {
    let life = Life::lived(on).await;
    let cabinet = &life.office.cabinet;
    let order = life.office.assistant().opens_a_service_order().await;
    let hugo = life.office.assistant().caller;
    let told = json!({ "to": "site_contact", "subject": "Visite", "text": "À demain" });
    life.office.assistant().does(&order, "messages", told).await;
    let canaries = harness::canary::Canaries::new(&[
        ("name", "Hugo Lambert"),
        ("e-mail", harness::cabinet::ASSISTANT_EMAIL),
    ]);
    let database = &life.office.app.app.database;
    let places = async || {
        let rows = harness::canary::rows(database).await.into_iter();
        let found = rows.filter(|(_, line)| !canaries.kinds_in(line.as_bytes()).is_empty());
        found
            .map(|(table, _)| table)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let before = places().await;
    assert!(
        before.contains("staff") && before.contains("mailbox_message"),
        "{before:?}"
    );
    let path = format!("/staff/{}/erase", cabinet.assistant);
    let _ = life
        .manager_caller()
        .post(&path, &json!({}))
        .await
        .succeeded();
    life.office.app.settle().await;
    assert_eq!(places().await, Default::default());
    assert_eq!(hugo.get("/me").await.status, 401);
    assert_eq!(
        order.read().await["status"],
        "awaiting_answer",
        "what Hugo did stays"
    );
}

async fn whoever_was_typed_in_by_hand_is_found(on: Kind) {
    let life = Life::lived(on).await;
    let caller = life.manager_caller();
    for sought in ["zephyrine%20wqxMARTIN", "0639987131", "%2B33639987131"] {
        let found = caller
            .get(&format!("/persons?q={sought}"))
            .await
            .succeeded()
            .json();
        let kinds: Vec<_> = found
            .as_array()
            .expect("a list")
            .iter()
            .map(|found| found["kind"].clone())
            .collect();
        assert_eq!(kinds, ["party", "person"], "{sought}: {found}");
    }
    let found = caller.get("/persons?q=wqxmartin").await.succeeded().json();
    let id = found[1]["id"].as_str().expect("an id").to_owned();
    let receipt = caller
        .post(
            &format!("/persons/{id}/erase"),
            &json!({ "keep_texts": true }),
        )
        .await;
    assert_eq!(receipt.succeeded().json()["tickets"], json!([2]));
    let read = life.by_hand.read().await.to_string();
    assert!(!read.contains(NAME) && !read.contains(PHONE), "{read}");
    assert!(
        life.order.read().await.to_string().contains(NAME),
        "the other entry stays"
    );
}
