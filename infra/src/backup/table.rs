//! How does a row of either database become a line that neither has made, and back?
//!
//! A line is a JSON object, a field a column. UUIDs and texts are texts, instants RFC 3339 in UTC with microseconds, bytes
//! lower-case hexadecimal, documents stand as they are.

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::HEXLOWER;
use serde_json::{Map, Value as Json};

use crate::database::{DatabaseFault, Kind, Row};

/// What a column holds, in both databases' stead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Int,
    Bool,
    Uuid,
    Time,
    Json,
    Bytes,
}

/// A table of which every row is carried.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    /// In which order its rows are written, so that the same rows make the same file.
    pub order: &'static str,
    pub columns: &'static [(&'static str, Type)],
}

impl Table {
    /// Every row, in order.
    pub fn select(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| *name).collect();
        format!(
            "SELECT {} FROM {} ORDER BY {}",
            names.join(", "),
            self.name,
            self.order
        )
    }

    /// A row as a line.
    pub fn read(&self, row: &Row) -> Result<Json, DatabaseFault> {
        let fields: Result<Map<String, Json>, _> = self
            .columns
            .iter()
            .map(|(name, of)| Ok(((*name).to_owned(), field(row, name, *of)?)))
            .collect();
        fields.map(Json::Object)
    }

    /// Takes a list of lines (prepared by [`Table::prepare`]) in. Columns that the lines do not have are left to the
    /// database's default: a backup may be older than a column.
    pub fn insert(&self, kind: Kind, given: &[String]) -> String {
        let columns: Vec<_> = self
            .columns
            .iter()
            .filter(|(name, _)| given.iter().any(|known| known == name))
            .collect();
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let (values, source): (Vec<_>, _) = match kind {
            Kind::Postgres => (
                columns
                    .iter()
                    .map(|(n, of)| postgres_value(n, *of))
                    .collect(),
                format!(
                    "jsonb_to_recordset($1) AS line ({})",
                    columns
                        .iter()
                        .map(|(n, of)| format!("{n} {}", postgres_type(*of)))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            ),
            Kind::Sqlite => (
                columns.iter().map(|(n, of)| sqlite_value(n, *of)).collect(),
                "json_each($1)".to_owned(),
            ),
        };
        format!(
            "INSERT INTO {} ({}) SELECT {} FROM {source}",
            self.name,
            names.join(", "),
            values.join(", ")
        )
    }

    /// A line as the database's insert wants it; the name of the column that does not hold what it should otherwise.
    pub fn prepare(&self, kind: Kind, line: &mut Json) -> Result<(), &'static str> {
        for (name, of) in self.columns {
            let Some(value) = line.get_mut(*name).filter(|value| !value.is_null()) else {
                continue;
            };
            if *of == Type::Time && kind == Kind::Sqlite {
                let at = value.as_str().and_then(instant).ok_or(*name)?;
                *value = at.timestamp_micros().into();
            }
        }
        Ok(())
    }
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.with_timezone(&Utc))
}

/// One column of a row, in its neutral form.
fn field(row: &Row, name: &str, of: Type) -> Result<Json, DatabaseFault> {
    Ok(match of {
        Type::Text => row.opt_text(name)?.into(),
        Type::Int => row.opt_int(name)?.into(),
        Type::Bool => row.opt_bool(name)?.into(),
        Type::Uuid => row.opt_uuid(name)?.map(|id| id.to_string()).into(),
        Type::Time => row.opt_time(name)?.map(text_of).into(),
        Type::Json => row.opt_json(name)?.unwrap_or_default(),
        Type::Bytes => row.opt_bytes(name)?.map(|x| HEXLOWER.encode(&x)).into(),
    })
}

pub(crate) fn text_of(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn postgres_type(of: Type) -> &'static str {
    match of {
        Type::Text | Type::Bytes => "text",
        Type::Int => "bigint",
        Type::Bool => "boolean",
        Type::Uuid => "uuid",
        Type::Time => "timestamptz",
        Type::Json => "jsonb",
    }
}

fn postgres_value(name: &str, of: Type) -> String {
    match of {
        Type::Bytes => format!("decode(line.{name}, 'hex')"),
        Type::Text | Type::Int | Type::Bool | Type::Uuid | Type::Time | Type::Json => {
            format!("line.{name}")
        }
    }
}

fn sqlite_value(name: &str, of: Type) -> String {
    match of {
        Type::Bytes => format!("unhex(value ->> '$.{name}')"),
        Type::Json => format!("value -> '$.{name}'"),
        Type::Text | Type::Int | Type::Bool | Type::Uuid | Type::Time => {
            format!("value ->> '$.{name}'")
        }
    }
}
