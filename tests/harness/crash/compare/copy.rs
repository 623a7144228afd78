//! Do the live rows equal those that the log alone gives? Everything that follows the log is thrown away in a copy of the
//! database and made anew from the first event on.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use infra::clock::Clock;
use infra::database::{Database, Kind, Statement};
use infra::doorbell::Doorbell;
use infra::follower::{Follower, Runner};
use infra::outbox::OutboxFollower;
use infra::timers::TimersFollower;
use projections::ticket_list::TicketListFollower;

use crate::crash::rest::rows;
use crate::crash::site::{self, Site};
use crate::database;

/// A table that follows the log, and what in it does not follow from the log.
struct Table {
    name: &'static str,
    /// Whose generation its rows carry, if they do.
    generation_of: Option<&'static str>,
    own: &'static [&'static str],
}

const TABLES: [Table; 7] = [
    Table {
        name: "ticket_list",
        generation_of: Some("ticket_list"),
        own: &["generation"],
    },
    Table {
        name: "ticket_list_subject",
        generation_of: Some("ticket_list"),
        own: &["generation"],
    },
    Table {
        name: "timer",
        generation_of: Some("timers"),
        own: &["generation", "next_at", "attempts", "spent"],
    },
    Table {
        name: "outbox",
        generation_of: None,
        // What became of a message is the outbox's own knowledge: the outside does not happen again.
        own: &[
            "state",
            "due_at",
            "attempts",
            "uncertain",
            "first_attempt_at",
            "last_attempt_at",
            "leased_until",
            "settled_at",
            "gateway_reference",
            "reason",
            "reported",
        ],
    },
    Table {
        name: "personal_link",
        generation_of: None,
        own: &[],
    },
    Table {
        name: "requester_link",
        generation_of: None,
        own: &[],
    },
    Table {
        name: "approver_link",
        generation_of: None,
        own: &[],
    },
];

/// Differences shown of one table.
const SHOWN: usize = 5;

pub async fn compare(site: &Site, now: DateTime<Utc>, wrong: &mut Vec<String>) {
    let (url, _kept) = database::copy_of(site.kind, &site.url).await;
    let anew = Database::connect(&url).await.expect("the copy");
    forget(&anew).await;
    follow(&anew, now).await;
    let live = site.connect().await;
    for table in &TABLES {
        let (live, anew) = (dump(&live, table).await, dump(&anew, table).await);
        let lost = anew.difference(&live).map(|row| ("is missing", row));
        let extra = live.difference(&anew).map(|row| ("does not follow", row));
        for (what, row) in lost.chain(extra).take(SHOWN) {
            wrong.push(format!("{}: {what}: {row}", table.name));
        }
    }
    live.close().await;
    anew.close().await;
}

macro_rules! statements {
    ($($sql:literal),+ $(,)?) => {
        [$(Statement { name: "forget", postgres: $sql, sqlite: $sql }),+]
    };
}

async fn forget(anew: &Database) {
    let all = statements![
        "DELETE FROM ticket_list",
        "DELETE FROM ticket_list_subject",
        "DELETE FROM timer",
        "DELETE FROM outbox",
        "DELETE FROM personal_link",
        "DELETE FROM requester_link",
        "DELETE FROM approver_link",
        "DELETE FROM parked",
        "DELETE FROM follower",
    ];
    for statement in &all {
        anew.execute(statement, &[]).await.expect("forgotten");
    }
}

async fn follow(anew: &Database, now: DateTime<Utc>) {
    let log = site::log(anew, now);
    let (clock, bell) = (Clock::fixed(now), Doorbell::new());
    let links = site::links(anew);
    run(anew, now, TicketListFollower::new(&log)).await;
    run(anew, now, TimersFollower::new(&log, &bell)).await;
    run(anew, now, OutboxFollower::new(&log, &links, &clock, &bell)).await;
}

async fn run(anew: &Database, now: DateTime<Utc>, follower: impl Follower + 'static) {
    let log = site::log(anew, now);
    let runner = Runner::new(anew, &log, &Clock::fixed(now), &Doorbell::new(), follower);
    while runner
        .turn()
        .await
        .expect("a follower that goes on")
        .worked()
    {}
}

async fn dump(database: &Database, table: &Table) -> BTreeSet<String> {
    let row = match database.kind() {
        Kind::Postgres => format!(
            "(to_jsonb(t) - '{{{}}}'::text[])::text",
            table.own.join(",")
        ),
        Kind::Sqlite => as_object(database, table).await,
    };
    let live = table.generation_of.map_or_else(String::new, |name| {
        format!(
            "WHERE generation = (SELECT f.generation FROM follower AS f WHERE f.name = '{name}')"
        )
    });
    let sql = format!("SELECT {row} AS line FROM {} AS t {live}", table.name);
    let found = rows(database, &sql, &[]).await;
    found
        .iter()
        .map(|row| row.text("line").expect("a row"))
        .collect()
}

async fn as_object(database: &Database, table: &Table) -> String {
    let sql = format!("SELECT name FROM pragma_table_info('{}')", table.name);
    let columns = rows(database, &sql, &[]).await;
    let fields: Vec<_> = columns
        .iter()
        .map(|row| row.text("name").expect("a name"))
        .filter(|name| !table.own.contains(&name.as_str()))
        .map(|name| {
            format!("'{name}', CASE typeof({name}) WHEN 'blob' THEN hex({name}) ELSE {name} END")
        })
        .collect();
    format!("json_object({})", fields.join(", "))
}
