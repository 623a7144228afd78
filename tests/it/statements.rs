//! Does each database accept every statement of the product?
//!
//! There is no compile-time check for two databases, so this is it: every `.sql` file beside the code is prepared,
//! `*.postgres.sql` and `*.sqlite.sql` on their own database and all others on both. And does SQLite find by an index what
//! is asked all day? It says how it would go about each.

use std::path::{Path, PathBuf};

use harness::database::TestDatabase;
use harness::on_both;
use infra::database::{Kind, Statement};

const CRATES: [&str; 3] = ["infra", "projections", "api"];

on_both!(every_statement_is_accepted);

async fn every_statement_is_accepted(on: Kind) {
    let fixture = TestDatabase::new(on).await;
    let (mut prepared, mut refused) = (0, Vec::new());
    for file in statement_files(on) {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        // A statement lives as long as the program does; so may a test's copy of it.
        let text: &'static str = Box::leak(text.into_boxed_str());
        let statement = Statement {
            name: "a statement of the product",
            postgres: text,
            sqlite: text,
        };
        match fixture.database.prepare(&statement).await {
            Ok(()) => prepared += 1,
            Err(fault) => refused.push(format!("{}: {fault}", file.display())),
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(prepared > 20, "only {prepared} statements were found");
}

/// Statements that read a whole table that grows, and may.
const READ_ALL: [(&str, &str); 15] = [
    // From its end, and only the first row.
    ("log/sql/head.sqlite.sql", "event_log"),
    // Once an erasure.
    ("erasure/sql/attachments_like.sqlite.sql", "events"),
    // All of them in a partial index, which holds next to nothing.
    ("erasure/sql/unannounced.sql", "sealing_key"),
    ("outbox/sql/unreported.sql", "outbox"),
    ("outbox/sql/give_up_expired.sqlite.sql", "outbox"),
    ("backup/sql/hold.sql", "outbox"),
    // Every half minute, for the metrics.
    ("outbox/sql/counts.sql", "outbox"),
    // A backup, a restore and their comparison read everything.
    ("backup/sql/follow_on.sqlite.sql", "event_log"),
    ("backup/sql/log.sqlite.sql", "log"),
    ("backup/sql/park.sqlite.sql", "log"),
    ("verify/sql/disorder.sqlite.sql", "later"),
    ("verify/sql/gaps.sql", "events"),
    ("verify/sql/out_of_reach.sqlite.sql", "e"),
    ("verify/sql/out_of_reach.sqlite.sql", "log"),
    // After a rebuild: the rows of another generation, some at a time.
    ("sql/discard", "t"),
];

#[tokio::test]
async fn no_statement_of_every_day_reads_a_whole_table() {
    let fixture = TestDatabase::new(Kind::Sqlite).await;
    let mut whole = Vec::new();
    for file in statement_files(Kind::Sqlite) {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let plan = fixture
            .database
            .fetch_assembled(&format!("EXPLAIN QUERY PLAN {text}"), &[])
            .await
            .expect("a plan");
        for step in plan {
            let step = step.text("detail").expect("a step");
            let Some(table) = step
                .strip_prefix("SCAN ")
                .and_then(|rest| rest.split(' ').next())
            else {
                continue;
            };
            let file = file.to_string_lossy();
            let may = READ_ALL
                .iter()
                .any(|(end, name)| file.contains(end) && table.starts_with(name));
            if is_growing(table) && !may {
                whole.push(format!("{file}: {step}"));
            }
        }
    }
    assert!(whole.is_empty(), "{}", whole.join("\n"));
}

/// Tables, and names that statements give to them, with a row an event, a ticket, a message or a person.
fn is_growing(table: &str) -> bool {
    const TABLES: [&str; 14] = [
        "events",
        "e",
        "event_log",
        "log",
        "later",
        "outbox",
        "candidate",
        "earlier",
        "timer",
        "ticket_list",
        "ticket_list_subject",
        "sealing_key",
        "mailbox_message",
        "party",
    ];
    TABLES.contains(&table)
}

fn statement_files(on: Kind) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let others = match on {
        Kind::Postgres => ".sqlite.sql",
        Kind::Sqlite => ".postgres.sql",
    };
    let mut files = Vec::new();
    for name in CRATES {
        collect(&root.join(name).join("src"), &mut files);
    }
    files.retain(|file| {
        let name = file.to_string_lossy();
        name.ends_with(".sql") && !name.ends_with(others)
    });
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}
