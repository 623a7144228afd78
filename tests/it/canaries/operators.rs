//! Operators move everybody's data at once, and databases refuse it at times: is it told without repeating any of it, in
//! the log and in the words with which the command ends?

use std::path::Path;
use std::sync::Arc;

use api::records::Records;
use domain::ids::AgencyId;
use harness::app::TestApp;
use harness::canary::Canaries;
use harness::office::Office;
use harness::on_both;
use infra::database::{Database, Kind, Statement};
use serde_json::json;
use uuid::Uuid;

use super::capture::{assert_discreet, everything};
use crate::backup::bench::{Shelf, blank, damage, restore_into, save, verify};

on_both!(
    an_import_tells_nothing_of_anybody,
    a_backup_tells_nothing_of_anybody
);

const HERS: [(&str, &str); 5] = [
    ("name", "Zéphyrine Wqxmartin"),
    ("e-mail", "z.wqxm@canari.example"),
    ("phone", "06 39 98 71 31"),
    ("street", "71 bis, impasse de la Wqxvolière"),
    ("subject", "Wqxsujet de l'ordre"),
];

/// From now on the database takes nobody into the directory, and shows whom it refused: PostgreSQL in its detail.
const NO_ROOM: Statement = Statement {
    name: "no room",
    postgres: "ALTER TABLE party ADD CONSTRAINT no_room CHECK (name NOT LIKE '%Wqx%') NOT VALID",
    sqlite: "CREATE TRIGGER no_room BEFORE INSERT ON party BEGIN SELECT RAISE(ABORT, 'no room'); END",
};

async fn refuse_her(database: &Database) {
    let refusing = database.execute(&NO_ROOM, &[]).await;
    refusing.expect("prepared to refuse");
}

/// The demo's agency, and her.
fn records(key: &str) -> Records {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/demo/data");
    let mut records = Records::read(&folder).expect("the demo's records");
    let her = json!({
        "external_key": key, "name": HERS[0].1, "email": HERS[1].1, "phone": HERS[2].1,
        "address": { "street": HERS[3].1, "postal_code": "54000", "city": "NANCY" },
    });
    records
        .parties
        .push(serde_json::from_value(her).expect("a record"));
    records.staff[0].name = HERS[0].1.to_owned();
    records
}

/// # Panics
/// When what a command says in the end names anybody.
fn assert_says_nothing(words: &str) {
    let found = Canaries::new(&HERS).found_in(words.as_bytes()).len();
    assert_eq!(found, 0, "{words}");
}

async fn an_import_tells_nothing_of_anybody(on: Kind) {
    everything();
    let product = TestApp::start(on, harness::when::monday_at_nine()).await;
    let records = records("P-1");
    let agency = AgencyId::new(Uuid::now_v7());
    let agency = records.agency.clone().with(agency, Default::default());
    let taken = records.take_in(&product.app, &agency).await;
    taken.expect("taken in");
    refuse_her(&product.app.database).await;
    let refused = self::records("P-2").take_in(&product.app, &agency).await;
    let words = format!("{:#}", refused.err().expect("refused"));
    let expected = match on {
        Kind::Postgres => "no_room",
        Kind::Sqlite => "1811",
    };
    assert!(words.contains(expected), "{words}");
    assert_says_nothing(&words);
    assert_discreet(&HERS, &[]);
}

async fn living_with_her(on: Kind) -> Arc<Office> {
    let office = Office::open(on).await;
    let records = records("P-1");
    let directory = &office.app.app.directory;
    let taken = directory
        .upsert_parties(office.cabinet.id, &records.parties)
        .await;
    let her = taken.expect("taken in").last().expect("her").uuid();
    let manager = office.manager();
    let mut body = manager.leak();
    body["subject"] = json!(HERS[4].1);
    body["site_contact"] = json!({ "party": her, "channels": { "email": true, "sms": true } });
    manager.opens(body).await;
    office
}

async fn a_backup_tells_nothing_of_anybody(on: Kind) {
    everything();
    let (office, shelf) = (living_with_her(on).await, Shelf::new());
    let made = save(&office, &shelf).await;
    assert_says_nothing(&format!("{made:?}"));

    let app = blank(on, &office, &[]).await;
    refuse_her(&app.app.database).await;
    let refused = restore_into(&app, &shelf, false).await;
    let words = refused.expect_err("refused").to_string();
    assert_says_nothing(&words);

    let app = blank(on, &office, &[]).await;
    let restored = restore_into(&app, &shelf, false).await.expect("restored");
    assert_says_nothing(&format!("{restored:?}"));
    const FALSIFY: &str = "UPDATE ticket_list SET subject = 'Wqxsujet de l''ordre, faussé'";
    let falsify = Statement {
        name: "falsify",
        postgres: FALSIFY,
        sqlite: FALSIFY,
    };
    let database = &office.app.app.database;
    let rows = database.execute(&falsify, &[]).await.expect("falsified");
    assert_eq!(rows, 1);
    let damaged = damage(&verify(&office.app).await);
    assert_eq!(damaged.len(), 1, "{damaged:?}");
    assert_says_nothing(&damaged.concat());
    assert_discreet(&HERS, &["/api/v1/tickets", "a message was tried"]);
}
