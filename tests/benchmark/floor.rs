//! How much could this machine do at most? The databases by themselves, with the same durability and rows of the same size.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};
use tokio::process::Command;

use crate::load::NOTE;
use crate::stage::Stage;

/// As many streams as PostgreSQL needs for its clients not to wait for each other.
const STREAMS: usize = 5_000;

/// A table with the essence of an event: a stream, a number in it, two documents.
const TABLE: &str = "CREATE TABLE plain (stream bigint NOT NULL, sequence bigint NOT NULL, payload jsonb NOT NULL, \
     metadata jsonb NOT NULL, PRIMARY KEY (stream, sequence))";

/// What pgbench does in one transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transaction {
    Insert,
    /// What a command must do that decides on what is stored: begin, read, insert, commit.
    ReadThenInsert,
}

/// pgbench on the same server, in a database of its own.
pub struct Pgbench {
    program: PathBuf,
    url: String,
    scripts: PathBuf,
}

impl Pgbench {
    pub async fn new(stage: &Stage) -> Result<Self> {
        let url = stage.blank(infra::database::Kind::Postgres).await?;
        let mut connection = PgConnection::connect(&url).await?;
        connection.execute(TABLE).await?;
        connection
            .execute("CREATE SEQUENCE plain_sequence CACHE 100")
            .await?;
        let fill = format!(
            "INSERT INTO plain SELECT n, 0, '{}', '{}' FROM generate_series(1, {STREAMS}) AS n",
            payload(),
            metadata()
        );
        connection.execute(fill.as_str()).await?;
        let scripts = stage.folder();
        std::fs::create_dir_all(&scripts)?;
        let this = Self {
            program: program()?,
            url,
            scripts,
        };
        this.write(Transaction::Insert)?;
        this.write(Transaction::ReadThenInsert)?;
        Ok(this)
    }

    /// Transactions per second.
    pub async fn turn(&self, what: Transaction, clients: usize, time: Duration) -> Result<f64> {
        let seconds = time.as_secs_f64().ceil().max(1.0);
        let output = Command::new(&self.program)
            .args(["--no-vacuum", "--protocol=prepared", "--jobs=1"])
            .arg(format!("--client={clients}"))
            .arg(format!("--time={seconds}"))
            .arg("--file")
            .arg(self.script(what))
            .arg(&self.url)
            .stdin(Stdio::null())
            .output()
            .await?;
        let text = String::from_utf8_lossy(&output.stdout);
        ensure!(
            output.status.success(),
            "pgbench: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let line = text.lines().find(|line| line.starts_with("tps = "));
        let figure = line.and_then(|line| line.split_whitespace().nth(2));
        let figure = figure.context("pgbench says nothing about its transactions")?;
        Ok(figure.parse()?)
    }

    fn write(&self, what: Transaction) -> Result<()> {
        let insert = format!(
            "INSERT INTO plain VALUES (:stream, nextval('plain_sequence'), '{}', '{}');",
            payload(),
            metadata()
        );
        let read = "SELECT payload, metadata FROM plain WHERE stream = :stream AND sequence = 0;";
        let stream = format!("\\set stream random(1, {STREAMS})");
        let text = match what {
            Transaction::Insert => format!("{stream}\n{insert}\n"),
            Transaction::ReadThenInsert => {
                format!("{stream}\nBEGIN;\n{read}\n{insert}\nCOMMIT;\n")
            }
        };
        Ok(std::fs::write(self.script(what), text)?)
    }

    fn script(&self, what: Transaction) -> PathBuf {
        self.scripts.join(format!("{what:?}.sql"))
    }
}

/// The newest of Debian's, which lie outside of the path.
fn program() -> Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")?.flatten();
    let mut programs: Vec<_> = versions
        .map(|version| version.path().join("bin/pgbench"))
        .filter(|program| program.exists())
        .collect();
    programs.sort();
    programs.pop().context("there is no pgbench")
}

/// One transaction of one insert after the other on an SQLite file opened as the product opens its own; per second.
pub async fn sqlite_inserts(stage: &Stage, time: Duration) -> Result<f64> {
    let folder = stage.folder();
    std::fs::create_dir_all(&folder)?;
    let options = SqliteConnectOptions::new()
        .filename(folder.join("plain.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    connection.execute(TABLE).await?;
    let (payload, metadata) = (payload(), metadata());
    let (began, mut count) = (Instant::now(), 0_i64);
    while began.elapsed() < time {
        sqlx::query("INSERT INTO plain VALUES (?, ?, ?, ?)")
            .bind(count % STREAMS as i64)
            .bind(count)
            .bind(&payload)
            .bind(&metadata)
            .execute(&mut connection)
            .await?;
        count += 1;
    }
    Ok(count as f64 / began.elapsed().as_secs_f64())
}

/// As long as what the note's event holds: sealed, it is a third longer than it was.
fn payload() -> String {
    let sealed = "x".repeat((NOTE.len() + 42) * 4 / 3);
    serde_json::json!({ "at": "2026-11-23T09:30:00.123456Z", "by": { "kind": "staff", "id": "01932f3e-6c1a-7000-8000-1b2c3d4e5f60" },
        "fact": { "NoteAdded": { "note": "01932f3e-6c1a-7000-8000-1b2c3d4e5f60",
        "html": { "$subject": "ticket:01932f3e-6c1a-7000-8000-1b2c3d4e5f60", "sealed": sealed } } } })
    .to_string()
}

fn metadata() -> String {
    serde_json::json!({ "agency": "01932f3e-6c1a-7000-8000-1b2c3d4e5f60", "command": "01932f3e-6c1a-7000-8000-1b2c3d4e5f60",
        "actor": { "kind": "staff", "id": "01932f3e-6c1a-7000-8000-1b2c3d4e5f60" }, "at": "2026-11-23T09:30:00.123456Z",
        "correlation": "01932f3e-6c1a-7000-8000-1b2c3d4e5f60" })
    .to_string()
}
