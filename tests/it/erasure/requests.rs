//! Does whoever asked for something go with their words, and their link with them?

use std::collections::BTreeSet;

use harness::canary::{Canaries, rows};
use harness::office::Office;
use harness::on_both;
use infra::database::Kind;
use serde_json::json;

use super::life::{HERS, record};

on_both!(a_requester_goes_with_their_words_and_their_link);

async fn a_requester_goes_with_their_words_and_their_link(on: Kind) {
    let office = Office::open(on).await;
    let (manager, directory) = (office.manager(), &office.app.app.directory);
    let taken_in = directory
        .upsert_parties(office.cabinet.id, &[record()])
        .await;
    let party = taken_in.expect("a party")[0].uuid();
    let mut demand = manager.demand();
    demand["requester"] = json!({ "party": party, "channels": { "email": true } });
    demand["description"] = json!("Wqxdescription : l'eau coule");
    let pending = manager.takes_in(&demand).await;
    let client = pending.requester().await;
    client.writes("Wqxmessage à la locataire").await;
    let validated = manager.takes_in(&demand).await;
    let _ = manager.validates(&validated).await;
    let canaries = Canaries::new(&HERS);
    let found = async || -> BTreeSet<String> {
        let rows = rows(&office.app.app.database).await;
        let kinds = rows
            .iter()
            .flat_map(|(_, line)| canaries.kinds_in(line.as_bytes()));
        kinds.map(str::to_owned).collect()
    };
    assert!(
        found()
            .await
            .is_superset(&["name", "description", "message"].map(str::to_owned).into())
    );

    let path = format!("/parties/{party}/erase");
    let admin = office.caller(office.cabinet.manager);
    let _ = admin
        .post(&path, &json!({ "alike": true }))
        .await
        .succeeded();
    office.app.settle().await;
    assert_eq!(found().await, BTreeSet::new());
    assert_eq!(client.page().await.status, 410, "the link is worth nothing");
    let read = pending.read().await;
    assert_eq!(read["requester"]["erased"], true);
    assert_eq!(read["original_description"], json!(null));
    assert_eq!(
        read["subject"],
        manager.demand()["subject"],
        "what names nobody stays"
    );
    // The agency can still decide on it, and nobody is written to.
    manager.dismisses(&pending, "Sans suite").await;
    assert_eq!(pending.status().await, "dismissed, closed");
}
