//! Is each kind of damage found, and nothing else?

use std::sync::Arc;

use harness::office::{Office, Order};
use harness::on_both;
use infra::database::{Kind, Statement};
use infra::verify::{Damage, Note, Report};
use serde_json::json;

use super::bench::{attach, damage, verify};

on_both!(
    damage_to_the_log_is_found,
    damage_to_keys_is_found,
    damage_to_rows_is_found,
    damage_to_files_is_found,
    what_is_merely_behind_is_no_damage
);

/// An order with a file, and the hands to spoil it.
struct Small {
    office: Arc<Office>,
    order: Order,
}

impl Small {
    async fn new(on: Kind) -> Self {
        let office = Office::open_with(on, &[], json!({})).await;
        let order = office.manager().opens_a_service_order().await;
        office.manager().switches_silent_mode(&order, true).await;
        attach(&office, &order, b"%PDF-1.4 une facture".to_vec()).await;
        let sound = verify(&office.app).await;
        assert_eq!(damage(&sound), [] as [&str; 0]);
        assert_eq!((sound.events, sound.tickets, sound.files), (4, 1, 1));
        assert!(
            sound.rows > 8 && sound.keys > 3 && sound.noted == 0,
            "{sound:?}"
        );
        Self { office, order }
    }

    /// Does what nobody may, to all rows that it fits; says how many there were.
    async fn spoil(&self, postgres: &'static str, sqlite: &'static str) {
        let statement = Statement {
            name: "spoil",
            postgres,
            sqlite,
        };
        let spoilt = self.office.app.app.database.execute(&statement, &[]).await;
        assert!(spoilt.expect("spoilt") > 0, "{postgres}: fits nothing");
    }

    async fn both(&self, sql: &'static str) {
        self.spoil(sql, sql).await;
    }

    /// Lets events be changed by hand.
    async fn unlock(&self) {
        for (postgres, sqlite) in [
            (
                "ALTER TABLE events DISABLE TRIGGER events_are_for_ever",
                "DROP TRIGGER events_are_not_changed",
            ),
            ("SELECT 1", "DROP TRIGGER events_are_not_deleted"),
        ] {
            let statement = Statement {
                name: "unlock",
                postgres,
                sqlite,
            };
            let unlocked = self.office.app.app.database.execute(&statement, &[]).await;
            unlocked.expect("unlocked");
        }
    }

    async fn report(&self) -> Report {
        verify(&self.office.app).await
    }
}

fn finds(report: &Report, kind: Damage) -> bool {
    !report.is_sound() && report.damage.iter().any(|found| found.kind == kind)
}

fn finds_only(report: &Report, kind: Damage) -> bool {
    finds(report, kind) && report.damage.iter().all(|found| found.kind == kind)
}

async fn damage_to_the_log_is_found(on: Kind) {
    const LOG: [(Damage, &str, &str); 6] = [
        (
            Damage::Gap,
            "DELETE FROM events WHERE sequence = 2",
            "DELETE FROM events WHERE sequence = 2",
        ),
        (
            Damage::Unreadable,
            "UPDATE events SET payload = '{}' WHERE sequence = 3",
            "UPDATE events SET payload = '{}' WHERE sequence = 3",
        ),
        (
            Damage::Unreadable,
            "UPDATE events SET payload = replace(payload::text, '\"sealed\": \"A', '\"sealed\": \"B')::jsonb WHERE sequence = 1",
            "UPDATE events SET payload = replace(payload, '\"sealed\":\"A', '\"sealed\":\"B') WHERE sequence = 1",
        ),
        (
            Damage::Unreadable,
            "UPDATE events SET metadata = metadata - 'actor' WHERE sequence = 2",
            "UPDATE events SET metadata = json_remove(metadata, '$.actor') WHERE sequence = 2",
        ),
        (
            Damage::OutOfReach,
            "UPDATE events SET transaction_id = '90000000000' WHERE sequence = 4",
            "DELETE FROM event_log WHERE sequence = 4",
        ),
        (
            Damage::Disorder,
            "UPDATE events SET transaction_id = pg_current_xact_id() WHERE sequence = 1",
            "UPDATE event_log SET position = position + 1000 WHERE sequence = 1",
        ),
    ];
    for (kind, postgres, sqlite) in LOG {
        let small = Small::new(on).await;
        small.unlock().await;
        small.spoil(postgres, sqlite).await;
        let report = small.report().await;
        assert!(finds(&report, kind), "{postgres}: {:?}", damage(&report));
        let whole = small.order.id.to_string();
        assert!(
            report
                .damage
                .iter()
                .any(|found| found.what.contains(&whole)),
            "the ticket is named: {:?}",
            damage(&report)
        );
    }
}

async fn damage_to_keys_is_found(on: Kind) {
    let small = Small::new(on).await;
    small
        .both("DELETE FROM sealing_key WHERE subject LIKE 'contractor:%'")
        .await;
    let report = small.report().await;
    assert!(
        finds_only(&report, Damage::MissingKey),
        "{:?}",
        damage(&report)
    );

    let small = Small::new(on).await;
    small
        .spoil(
            "UPDATE sealing_key SET wrapped = decode('00', 'hex') WHERE subject LIKE 'ticket:%'",
            "UPDATE sealing_key SET wrapped = x'00' WHERE subject LIKE 'ticket:%'",
        )
        .await;
    let report = small.report().await;
    assert!(
        finds_only(&report, Damage::DamagedKey),
        "{:?}",
        damage(&report)
    );
    // The key itself, and the events that need it; the others are read all the same.
    assert_eq!((report.damaged, report.events), (3, 4));
}

async fn damage_to_rows_is_found(on: Kind) {
    let small = Small::new(on).await;
    small
        .both("UPDATE ticket_list SET subject = 'autre chose'")
        .await;
    small
        .both("DELETE FROM ticket_list_subject WHERE subject LIKE 'contractor:%'")
        .await;
    small
        .spoil(
            "UPDATE timer SET due_at = due_at + interval '1 day'",
            "UPDATE timer SET due_at = due_at + 86400000000",
        )
        .await;
    small
        .both("DELETE FROM outbox WHERE channel = 'sms' AND occasion = 'order_sent'")
        .await;
    small
        .spoil(
            "INSERT INTO ticket_list SELECT (jsonb_populate_record(l, '{\"ticket\": \"00000000-0000-0000-0000-000000000001\"}')).* FROM ticket_list AS l",
            "UPDATE outbox SET ticket = '00000000-0000-0000-0000-000000000001' WHERE channel = 'sms'",
        )
        .await;
    let report = small.report().await;
    let mut found: Vec<_> = damage(&report)
        .iter()
        .map(|line| line.replace(&small.order.id.to_string(), "it"))
        .filter(|line| !line.contains("0000-000000000001"))
        .map(|line| match line.split_once(": ") {
            Some((kind, what)) if what.starts_with("outbox") => format!("{kind}: outbox"),
            _ => line,
        })
        .collect();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found[0].starts_with("altered row: ticket_list of it:  differs in subject"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("altered row: timer of it: "),
        "{found:?}"
    );
    assert!(found[1].ends_with("differs in due_at"), "{found:?}");
    assert_eq!(found[2], "missing row: outbox");
    assert!(
        found[3].starts_with("missing row: ticket_list_subject of it: contractor:"),
        "{found:?}"
    );
    assert!(finds(&report, Damage::StrayRow), "{:?}", damage(&report));
}

async fn damage_to_files_is_found(on: Kind) {
    let small = Small::new(on).await;
    let agency = small
        .office
        .app
        .files
        .path()
        .join(small.office.cabinet.id.to_string());
    let file = only(&only(&agency));
    let content = std::fs::read(&file).expect("the file");

    std::fs::write(&file, b"%PDF-1.4 une autre !!").expect("spoilt");
    assert!(finds_only(&small.report().await, Damage::AlteredFile));
    std::fs::remove_file(&file).expect("spoilt");
    assert!(finds_only(&small.report().await, Damage::MissingFile));

    // What nobody names is told of, and is no damage.
    std::fs::write(&file, content).expect("mended");
    std::fs::write(file.with_file_name("0".repeat(64)), b"x").expect("an orphan");
    std::fs::write(agency.join("notes.txt"), b"x").expect("a stranger");
    let incoming = small.office.app.files.path().join("incoming");
    std::fs::create_dir_all(&incoming).expect("a folder");
    for name in ["half", "half#1"] {
        std::fs::write(incoming.join(name), b"x").expect("a half upload");
    }
    let report = small.report().await;
    assert!(report.is_sound());
    let mut notes: Vec<_> = report
        .notes
        .iter()
        .map(|note| format!("{:?}", note.kind))
        .collect();
    notes.sort();
    assert_eq!(notes, ["HalfFile", "HalfFile", "OrphanFile", "StrangeFile"]);
}

fn only(folder: &std::path::Path) -> std::path::PathBuf {
    let mut entries = std::fs::read_dir(folder).expect("a folder");
    let entry = entries.next().expect("something").expect("readable");
    assert!(entries.next().is_none(), "more than one thing");
    entry.path()
}

async fn what_is_merely_behind_is_no_damage(on: Kind) {
    let small = Small::new(on).await;
    let manager = small.office.manager();
    // Nobody turns the crank.
    let _ = manager
        .caller
        .post("/tickets", &manager.leak())
        .await
        .succeeded();
    let report = small.report().await;
    assert_eq!(damage(&report), [] as [&str; 0]);
    assert_eq!((report.events, report.tickets), (6, 2));
    let behind = report.notes.iter().filter(|note| note.kind == Note::Behind);
    assert_eq!(behind.count(), 3, "{:?}", report.notes);
}
