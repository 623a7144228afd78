//! Does each database accept every statement of the product?
//!
//! There is no compile-time check for two databases, so this is it: every `.sql` file beside the code is prepared,
//! `*.postgres.sql` and `*.sqlite.sql` on their own database and all others on both.

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
