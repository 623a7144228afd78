//! Is a backup that cannot be trusted refused before anything is written?

use std::path::{Path, PathBuf};
use std::sync::Arc;

use harness::app::TestApp;
use harness::office::Office;
use harness::on_both;
use infra::backup::{BackupFault, Manifest};
use infra::database::{Kind, Statement};
use infra::progress::Progress;
use serde_json::json;

use super::bench::{Busy, Shelf, backup_of, blank, restore_into, save};

on_both!(
    a_damaged_byte_anywhere_is_found_before_anything_is_written,
    a_backup_that_was_interrupted_is_none,
    nothing_is_overwritten,
    only_an_empty_database_is_restored_into,
    another_master_key_is_named,
    keys_that_are_older_than_the_backup_are_refused,
    a_backup_of_a_later_version_is_refused
);

const OTHER_KEY: (&str, &str) = (
    "MAINCOURANTE_SECRETS_MASTER_KEY",
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
);

async fn saved(on: Kind) -> (Busy, Shelf) {
    let (busy, shelf) = (Busy::new(on, &[]).await, Shelf::new());
    save(&busy.office, &shelf).await;
    (busy, shelf)
}

/// Tries to restore into a blank product of the same kind.
async fn refused(office: &Arc<Office>, shelf: &Shelf, environment: &[(&str, &str)]) -> BackupFault {
    let app = blank(office.app.app.database.kind(), office, environment).await;
    refused_by(&app, shelf).await
}

/// Tries to restore; nothing may be left there.
async fn refused_by(app: &TestApp, shelf: &Shelf) -> BackupFault {
    let fault = restore_into(app, shelf, false)
        .await
        .expect_err("it must be refused");
    const ANYTHING: &str =
        "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM sealing_key)
        + (SELECT count(*) FROM party) + (SELECT count(*) FROM outbox) AS rows";
    let statement = Statement {
        name: "anything",
        postgres: ANYTHING,
        sqlite: ANYTHING,
    };
    let rows = app.app.database.fetch(&statement, &[]).await.expect("read");
    assert_eq!(rows[0].int("rows").expect("a number"), 0, "{fault}");
    let files = std::fs::read_dir(app.files.path()).expect("a folder");
    assert_eq!(files.count(), 0, "{fault}");
    fault
}

fn every_file(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            every_file(&entry.path(), into);
        } else {
            into.push(entry.path());
        }
    }
}

async fn a_damaged_byte_anywhere_is_found_before_anything_is_written(on: Kind) {
    let (busy, shelf) = saved(on).await;
    let mut files = vec![shelf.keys()];
    every_file(&shelf.folder(), &mut files);
    files.retain(|file| !file.ends_with("README.txt"));
    assert!(files.len() > 20, "{files:?}");
    let app = blank(on, &busy.office, &[]).await;
    for file in files {
        let sound = std::fs::read(&file).expect("a file");
        let mut damaged = sound.clone();
        let middle = damaged.len() / 2;
        damaged[middle] ^= 0x04;
        std::fs::write(&file, damaged).expect("damaged");
        let fault = refused_by(&app, &shelf).await;
        assert!(
            matches!(fault, BackupFault::Damaged { .. } | BackupFault::Io { .. }),
            "{}: {fault}",
            file.display()
        );
        std::fs::write(&file, sound).expect("mended");
    }
    restore_into(&app, &shelf, false)
        .await
        .expect("it is sound again");
}

async fn a_backup_that_was_interrupted_is_none(on: Kind) {
    let (busy, shelf) = saved(on).await;
    let manifest = shelf.folder().join("manifest.json");
    let kept = std::fs::read(&manifest).expect("a manifest");
    std::fs::remove_file(&manifest).expect("removed");
    let fault = refused(&busy.office, &shelf, &[]).await;
    assert!(matches!(fault, BackupFault::NoManifest(_)), "{fault}");
    std::fs::write(&manifest, kept).expect("put back");
    std::fs::remove_file(shelf.folder().join("tables/outbox.jsonl.gz")).expect("removed");
    let fault = refused(&busy.office, &shelf, &[]).await;
    assert!(fault.to_string().contains("outbox.jsonl.gz"), "{fault}");

    // What an interrupted run left beside it is cleared away by the next.
    let other = Shelf::new();
    let draft = other.folder().with_file_name("backup.incomplete");
    std::fs::create_dir_all(draft.join("tables")).expect("a folder");
    std::fs::write(draft.join("log.jsonl.gz"), b"half").expect("a file");
    save(&busy.office, &other).await;
    assert!(!draft.exists());
}

async fn nothing_is_overwritten(on: Kind) {
    let (busy, shelf) = saved(on).await;
    let (backup, mut progress) = (backup_of(&busy.office), Progress::silent());
    let folder = backup.make(&shelf.folder(), &mut progress).await;
    assert!(matches!(folder, Err(BackupFault::Exists(_))), "{folder:?}");
    let keys = backup.keys(&shelf.keys(), &mut progress).await;
    assert!(matches!(keys, Err(BackupFault::Exists(_))), "{keys:?}");
    let mut files = vec![shelf.keys()];
    every_file(&shelf.folder(), &mut files);
    for file in files {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

async fn only_an_empty_database_is_restored_into(on: Kind) {
    let (busy, shelf) = saved(on).await;
    let before = busy.seen().await;
    let fault = restore_into(&busy.office.app, &shelf, false)
        .await
        .expect_err("it has rows");
    assert!(matches!(fault, BackupFault::NotEmpty(_)), "{fault}");
    assert_eq!(busy.seen().await, before);
}

async fn another_master_key_is_named(on: Kind) {
    let (busy, shelf) = saved(on).await;
    let fault = refused(&busy.office, &shelf, &[OTHER_KEY]).await;
    assert!(
        matches!(fault, BackupFault::OtherMasterKey { .. }),
        "{fault}"
    );
}

async fn keys_that_are_older_than_the_backup_are_refused(on: Kind) {
    let busy = Busy::new(on, &[]).await;
    let (earlier, later) = (Shelf::new(), Shelf::new());
    save(&busy.office, &earlier).await;
    busy.office.app.clock.advance(chrono::TimeDelta::minutes(1));
    save(&busy.office, &later).await;
    std::fs::remove_file(later.keys()).expect("removed");
    std::fs::copy(earlier.keys(), later.keys()).expect("copied");
    let fault = refused(&busy.office, &later, &[]).await;
    assert!(matches!(fault, BackupFault::OlderKeys { .. }), "{fault}");
}

async fn a_backup_of_a_later_version_is_refused(on: Kind) {
    let (busy, shelf) = saved(on).await;
    let path = shelf.folder().join("manifest.json");
    let later = |field: &str, value: i64| {
        let text = std::fs::read(&path).expect("a manifest");
        let mut manifest: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
        manifest[field] = json!(value);
        sign(&shelf.folder(), &manifest);
    };
    let schema = Manifest::read(&shelf.folder()).expect("a manifest").schema;
    later("schema", schema + 1);
    let fault = refused(&busy.office, &shelf, &[]).await;
    assert!(matches!(fault, BackupFault::Newer { .. }), "{fault}");
    later("schema", schema);
    later("format", 2);
    let fault = refused(&busy.office, &shelf, &[]).await;
    assert!(matches!(fault, BackupFault::Newer { .. }), "{fault}");
}

/// Writes a manifest as the program of another version would.
fn sign(folder: &Path, manifest: &serde_json::Value) {
    std::fs::write(folder.join("manifest.json"), manifest.to_string()).expect("written");
    let path = folder.join("SHA256SUMS");
    let sums = std::fs::read_to_string(&path).expect("sums");
    let of_parts = sums.lines().filter(|line| !line.ends_with("manifest.json"));
    let own = std::process::Command::new("sha256sum")
        .arg("manifest.json")
        .current_dir(folder)
        .output()
        .expect("sha256sum");
    let own = String::from_utf8(own.stdout).expect("a line");
    let all: String = of_parts.map(|line| format!("{line}\n")).collect();
    std::fs::write(path, format!("{all}{own}")).expect("written");
}
