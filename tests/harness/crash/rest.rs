//! When is everything done that is to be done now? And how does time pass that the dead would have held things back for?

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use infra::database::{Database, Kind, Row, Statement, Value};

use super::site;

/// Past this, it does not come to rest.
const LIMIT: Duration = Duration::from_secs(120);

/// What is left to do at a moment of the child's clock, in words; empty when it rests.
pub async fn left_to_do(database: &Database, now: DateTime<Utc>) -> Vec<String> {
    let mut left = Vec::new();
    let head = site::log(database, now).head().await.expect("the head");
    let positions = "SELECT name, position_transaction, position_global FROM follower";
    for row in rows(database, positions, &[]).await {
        let name = row.text("name").expect("a name");
        let at = (
            row.int("position_transaction").expect("a number"),
            row.int("position_global").expect("a number"),
        );
        if at != (head.0, head.1) && !name.contains('+') {
            left.push(format!("{name} is at {at:?} of {head}"));
        }
    }
    for (what, sql) in [
        ("timers due", TIMERS_DUE),
        ("messages due", MESSAGES_DUE),
        (
            "attempts under way",
            "SELECT count(*) AS n FROM outbox WHERE state = 'attempted'",
        ),
        ("failures untold", UNTOLD),
        ("erasures half done", ERASING),
        ("tickets parked", "SELECT count(*) AS n FROM parked"),
    ] {
        let params: &[Value] = if sql.contains("$1") {
            &[now.into()]
        } else {
            &[]
        };
        let n = rows(database, sql, params).await[0]
            .int("n")
            .expect("a number");
        if n > 0 {
            left.push(format!("{n} {what}"));
        }
    }
    left
}

const TIMERS_DUE: &str = "SELECT count(*) AS n FROM timer WHERE NOT spent AND next_at <= $1
    AND generation = (SELECT generation FROM follower WHERE name = 'timers')";
const UNTOLD: &str = "SELECT count(*) AS n FROM outbox WHERE state = 'failed' AND NOT reported";
/// A key is gone, and not everybody has been told.
const ERASING: &str =
    "SELECT count(*) AS n FROM sealing_key WHERE destroyed_at IS NOT NULL AND announced_at IS NULL";
/// Those that wait behind an earlier one of their lane wait for its next attempt.
const MESSAGES_DUE: &str = "SELECT count(*) AS n FROM outbox AS mine
    WHERE state IN ('due', 'later', 'unknown') AND due_at <= $1
      AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                      WHERE earlier.lane = mine.lane AND earlier.state IN ('later', 'unknown') AND earlier.due_at > $1
                        AND (earlier.sequence, earlier.ordinal) < (mine.sequence, mine.ordinal))";

/// Waits until nothing is left to do; what is left, if that does not come.
pub async fn comes(database: &Database, now: DateTime<Utc>) -> Result<(), String> {
    let began = Instant::now();
    loop {
        let left = left_to_do(database, now).await;
        if left.is_empty() {
            return Ok(());
        }
        if began.elapsed() > LIMIT {
            return Err(format!("it does not come to rest: {}", left.join("; ")));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// References of the messages whose attempt was on record when a process died, and when that attempt began; the next
/// process was born at `born`.
pub async fn in_doubt(database: &Database, born: DateTime<Utc>) -> Vec<(String, DateTime<Utc>)> {
    let sql = "SELECT reference, last_attempt_at FROM outbox WHERE state = 'attempted' AND last_attempt_at < $1";
    let found = rows(database, sql, &[born.into()]).await;
    let doubt = |row: &Row| {
        let attempted = row.time("last_attempt_at").expect("an instant");
        (row.text("reference").expect("a reference"), attempted)
    };
    found.iter().map(doubt).collect()
}

/// Whoever still works on the server for a client that is gone: what it was told last, it carries out and commits.
const AT_WORK: &str = "SELECT count(*) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend' AND state <> 'idle'";

/// Waits until PostgreSQL has noticed that a process was killed. SQLite's transactions die with their process.
pub async fn last_words(database: &Database) {
    if database.kind() == Kind::Sqlite {
        return;
    }
    let began = Instant::now();
    while rows(database, AT_WORK, &[]).await[0]
        .int("n")
        .expect("a number")
        > 0
    {
        assert!(began.elapsed() < LIMIT, "the server works on for the dead");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

const BURY_FOLLOWERS: Statement = Statement {
    name: "bury_followers",
    postgres: "UPDATE follower SET leased_until = clock_timestamp() - interval '1 second' WHERE holder IS NOT NULL",
    sqlite: "UPDATE follower SET leased_until = 0 WHERE holder IS NOT NULL",
};
const BURY_ATTEMPTS: Statement = Statement {
    name: "bury_attempts",
    postgres: "UPDATE outbox SET leased_until = clock_timestamp() - interval '1 second'
        WHERE state = 'attempted' AND last_attempt_at < $1",
    sqlite: "UPDATE outbox SET leased_until = 0 WHERE state = 'attempted' AND last_attempt_at < $1",
};

/// Lets the leases of the dead run out, as if the twenty seconds and the ten minutes had passed. Attempts that began
/// at `born` or later are those of the living.
pub async fn bury(database: &Database, born: DateTime<Utc>) {
    let buried = database.execute(&BURY_FOLLOWERS, &[]).await;
    buried.expect("the leases of followers");
    let buried = database.execute(&BURY_ATTEMPTS, &[born.into()]).await;
    buried.expect("the leases of attempts");
}

pub async fn rows(database: &Database, sql: &str, params: &[Value]) -> Vec<Row> {
    let read = database.fetch_assembled(sql, params).await;
    read.unwrap_or_else(|fault| panic!("{sql}: {fault}"))
}
