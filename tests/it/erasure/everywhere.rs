//! Is nothing of a person found any more, byte by byte, wherever bytes are kept?

use std::collections::{BTreeMap, BTreeSet};

use harness::canary::{Canaries, database_files, files_below, rows};
use harness::on_both;
use infra::clock::Clock;
use infra::database::Kind;
use infra::follower::rebuild;
use projections::ticket_list::TicketListFollower;

use super::life::{HERS, Life, record};

on_both!(
    a_person_is_found_nowhere_afterwards,
    an_import_does_not_bring_anybody_back,
    a_rebuilt_list_names_nobody_who_was_erased
);

/// In which tables each canary is found.
async fn in_tables(life: &Life) -> BTreeMap<String, BTreeSet<String>> {
    let canaries = Canaries::new(&HERS);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, line) in rows(&life.office.app.app.database).await {
        for kind in canaries.kinds_in(line.as_bytes()) {
            found
                .entry(kind.to_owned())
                .or_default()
                .insert(table.clone());
        }
    }
    found
}

/// Which canaries are found in the files of the database, and in those of the tickets.
async fn in_files(life: &Life) -> (BTreeSet<String>, BTreeSet<String>) {
    let canaries = Canaries::new(&HERS);
    let app = &life.office.app;
    let kinds = |files: Vec<(std::path::PathBuf, Vec<u8>)>| -> BTreeSet<String> {
        let found = files.iter().flat_map(|(_, bytes)| canaries.kinds_in(bytes));
        found.map(str::to_owned).collect()
    };
    let database = database_files(&app.app.database, app.database_url()).await;
    (kinds(database), kinds(files_below(app.files())))
}

fn tables(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

async fn a_person_is_found_nowhere_afterwards(on: Kind) {
    let life = Life::lived(on).await;
    life.analysed().await;
    let before = in_tables(&life).await;
    for (what, expected) in [
        ("name", tables(&["mailbox_message", "party", "ticket_list"])),
        (
            "surname",
            tables(&["mailbox_message", "party", "ticket_list"]),
        ),
        ("e-mail", tables(&["mailbox_message", "party"])),
        (
            "phone",
            tables(&["mailbox_message", "party", "ticket_list"]),
        ),
        ("street", tables(&["party"])),
        ("key", tables(&["party"])),
        ("subject", tables(&["mailbox_message", "ticket_list"])),
        ("description", tables(&["mailbox_message", "ticket_list"])),
        ("message", tables(&["mailbox_message"])),
    ] {
        assert_eq!(before.get(what), Some(&expected), "{what} of {before:?}");
    }
    let sealed = ["note", "file name"];
    assert!(
        sealed.iter().all(|what| !before.contains_key(*what)),
        "{before:?}"
    );
    // PostgreSQL may still hold the last pages in memory.
    if on == Kind::Sqlite {
        let (database, files) = in_files(&life).await;
        assert!(
            database.is_superset(&tables(&["name", "e-mail", "phone", "street"])),
            "{database:?}"
        );
        assert_eq!(files, tables(&["file"]));
    }

    life.erases().await;
    assert_eq!(in_tables(&life).await, BTreeMap::new());
    let left_over = life
        .office
        .app
        .app
        .erasure
        .compact()
        .await
        .expect("compacted");
    assert_eq!(left_over, []);
    let (database, files) = in_files(&life).await;
    assert_eq!((database, files), Default::default());
}

async fn an_import_does_not_bring_anybody_back(on: Kind) {
    let life = Life::lived(on).await;
    life.erases().await;
    let directory = &life.office.app.app.directory;
    let again = directory
        .upsert_parties(life.office.cabinet.id, &[record()])
        .await;
    assert_eq!(again.expect("taken in")[0].uuid(), life.party);
    assert_eq!(in_tables(&life).await, BTreeMap::new());
}

async fn a_rebuilt_list_names_nobody_who_was_erased(on: Kind) {
    let life = Life::lived(on).await;
    life.erases().await;
    let app = &life.office.app.app;
    rebuild(
        &app.database,
        &app.log,
        &Clock::system(),
        TicketListFollower::new(&app.log),
    )
    .await
    .expect("rebuilt");
    assert_eq!(in_tables(&life).await, BTreeMap::new());
    let list = life.manager_caller().get("/tickets").await.succeeded();
    assert_eq!(list.json()["items"].as_array().map(Vec::len), Some(3));
    assert!(list.text.contains("[effacé]"), "{}", list.text);
}
