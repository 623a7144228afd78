//! Does the catalogue of the backup know every table, and every column of those that it carries?

use std::collections::BTreeSet;

use harness::database::TestDatabase;
use harness::on_both;
use infra::backup::catalogue::{CARRIED_FOLLOWERS, Fate, PARKED, TABLES};
use infra::backup::table::{Table, Type};
use infra::database::{Database, Kind, Statement};
use projections::ticket_list;

const COLUMNS: Statement = Statement {
    name: "columns",
    postgres: "SELECT table_name::text AS name, column_name::text AS field, data_type::text AS type
        FROM information_schema.columns WHERE table_schema = 'public'",
    sqlite: "SELECT t.name AS name, c.name AS field, lower(c.type) AS type
        FROM sqlite_schema AS t JOIN pragma_table_xinfo(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
};

on_both!(
    every_table_has_a_fate,
    every_column_of_a_carried_table_is_carried
);

async fn schema(database: &Database) -> BTreeSet<(String, String, String)> {
    let rows = database.fetch(&COLUMNS, &[]).await.expect("the schema");
    let text = |row: &infra::database::Row, name: &str| row.text(name).expect("a text");
    rows.iter()
        .map(|row| (text(row, "name"), text(row, "field"), text(row, "type")))
        .collect()
}

async fn every_table_has_a_fate(on: Kind) {
    let fixture = TestDatabase::new(on).await;
    let there: BTreeSet<_> = schema(&fixture.database)
        .await
        .into_iter()
        .map(|(table, ..)| table)
        .collect();
    let mut known: BTreeSet<_> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    if on == Kind::Postgres {
        known.remove("event_log");
    }
    assert_eq!(
        there, known,
        "infra/src/backup/catalogue.rs must say of every table what becomes of it"
    );
}

async fn every_column_of_a_carried_table_is_carried(on: Kind) {
    let fixture = TestDatabase::new(on).await;
    let there = schema(&fixture.database).await;
    let tables = TABLES.iter().filter_map(|(_, fate)| match fate {
        Fate::Carried(table) | Fate::Keys(table) => Some(*table),
        Fate::Log | Fate::Derived(_) | Fate::LeftOut(_) => None,
    });
    for table in tables {
        let carried: BTreeSet<_> = columns(table, on).collect();
        let found: BTreeSet<_> = there
            .iter()
            .filter(|(name, ..)| name == table.name)
            .map(|(_, field, kind)| (field.clone(), kind.clone()))
            .collect();
        assert_eq!(found, carried, "of {}", table.name);
    }
    // Its positions are looked up anew.
    let parked: BTreeSet<_> = there.iter().filter(|(name, ..)| name == "parked").collect();
    assert_eq!(parked.len(), PARKED.columns.len() + 2);
}

/// Names and types as the schema has them.
fn columns(table: &'static Table, on: Kind) -> impl Iterator<Item = (String, String)> {
    table.columns.iter().map(move |(name, of)| {
        let kind = match (on, of) {
            (Kind::Postgres, Type::Text) => "text",
            (Kind::Postgres, Type::Int) => "bigint",
            (Kind::Postgres, Type::Bool) => "boolean",
            (Kind::Postgres, Type::Uuid) => "uuid",
            (Kind::Postgres, Type::Time) => "timestamp with time zone",
            (Kind::Postgres, Type::Json) => "jsonb",
            (Kind::Postgres, Type::Bytes) => "bytea",
            (Kind::Sqlite, Type::Text | Type::Uuid | Type::Json) => "text",
            (Kind::Sqlite, Type::Int | Type::Bool | Type::Time) => "integer",
            (Kind::Sqlite, Type::Bytes) => "blob",
        };
        ((*name).to_owned(), kind.to_owned())
    })
}

/// A follower either starts anew from the log or goes on where it stood; whoever adds one says which here.
#[test]
fn every_follower_starts_anew_or_goes_on() {
    assert_eq!(CARRIED_FOLLOWERS, [infra::outbox::NAME]);
    let anew = [ticket_list::NAME, infra::timers::NAME];
    assert!(anew.iter().all(|name| !CARRIED_FOLLOWERS.contains(name)));
}
