//! Is the schema that the migrations make the one that stands in the repository?
//!
//! `infra/schema/` is written from a migrated database, never by hand: it makes the outcome of a migration visible in
//! a review. After a new migration: `UPDATE_SCHEMA=1 cargo nextest run -p tests schema::`.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::database::TestDatabase;
use harness::on_both;
use infra::database::{Database, Kind, Statement};

const SQLITE_SCHEMA: Statement = Statement {
    name: "schema",
    postgres: "SELECT 1",
    sqlite: "SELECT sql FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY tbl_name, CASE type WHEN 'table' THEN 1 ELSE 2 END, name",
};

on_both!(the_schema_is_the_one_in_the_repository);

async fn the_schema_is_the_one_in_the_repository(on: Kind) {
    let fixture = TestDatabase::new(on).await;
    let found = match on {
        Kind::Postgres => postgres_schema(&fixture.url),
        Kind::Sqlite => sqlite_schema(&fixture.database).await,
    };
    let file = dump_of(on);
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &found).expect("a writable repository");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == committed,
        "{} does not show what the migrations make; run\n  UPDATE_SCHEMA=1 cargo nextest run -p tests schema::\nand look at the difference",
        file.display()
    );
}

fn dump_of(on: Kind) -> PathBuf {
    let name = match on {
        Kind::Postgres => "postgres.sql",
        Kind::Sqlite => "sqlite.sql",
    };
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../infra/schema")
        .join(name)
}

/// Without the version of the server, the settings of the session and the marks of a dump: they change by themselves.
fn postgres_schema(url: &str) -> String {
    let dump = Command::new("pg_dump")
        .args(["--schema-only", "--no-owner", "--no-privileges"])
        .args(["--exclude-table=_sqlx_migrations", "--dbname", url])
        .output()
        .expect("pg_dump stands beside the server");
    assert!(
        dump.status.success(),
        "{}",
        String::from_utf8_lossy(&dump.stderr)
    );
    let text = String::from_utf8(dump.stdout).expect("UTF-8");
    let noise = ["--", "SET ", "SELECT pg_catalog.set_config", "\\"];
    let lines = text
        .lines()
        .filter(|line| !noise.iter().any(|start| line.starts_with(start)));
    without_repeated_blanks(lines)
}

async fn sqlite_schema(database: &Database) -> String {
    let rows = database.fetch(&SQLITE_SCHEMA, &[]).await.expect("read");
    let mut text = String::new();
    for row in rows {
        text.push_str(row.text("sql").expect("a text").trim_end());
        text.push_str(";\n\n");
    }
    without_repeated_blanks(text.lines())
}

fn without_repeated_blanks<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        if line.is_empty() && (text.is_empty() || text.ends_with("\n\n")) {
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    format!("{}\n", text.trim_end())
}
