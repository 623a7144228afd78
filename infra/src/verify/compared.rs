//! What do rows have to say so that they can be compared with the log?

use serde_json::{Map, Value as Json};

use crate::backup::table::{Table, Type, text_of};
use crate::database::Kind;
use crate::log::RecordedEvent;
use domain::ids::{AgencyId, TicketId};

/// Rows that follow from the events of one ticket and nothing else.
pub trait Derived: Send + Sync {
    /// Whose position says how many events are in the rows.
    fn follower(&self) -> &'static str;

    fn compared(&self) -> &'static Compared;

    /// What the rows must be after these events, which are the ticket's from the first on. Instants may be microseconds
    /// since 1970; fields that are no columns are passed over.
    fn rows(&self, agency: AgencyId, ticket: TicketId, events: &[RecordedEvent]) -> Vec<Json>;
}

/// A table, as far as it follows from the log. It has the columns `agency` and `ticket`.
#[derive(Debug)]
pub struct Compared {
    pub table: Table,
    /// What tells the rows of one ticket apart.
    pub key: &'static [&'static str],
    /// Whether the table has a `generation`, of which only the follower's own counts.
    pub generations: bool,
}

impl Compared {
    /// The rows of the tickets in `$1` (and of generation `$2`).
    pub(super) fn select(&self, kind: Kind) -> String {
        let columns: Vec<_> = self
            .table
            .columns
            .iter()
            .map(|(name, _)| format!("t.{name}"))
            .collect();
        let (wanted, agency, ticket) = match kind {
            Kind::Postgres => (
                "jsonb_to_recordset($1) AS wanted (agency uuid, ticket uuid)",
                "wanted.agency",
                "wanted.ticket",
            ),
            Kind::Sqlite => (
                "json_each($1) AS wanted",
                "wanted.value ->> '$.agency'",
                "wanted.value ->> '$.ticket'",
            ),
        };
        let generation = if self.generations {
            " AND t.generation = $2"
        } else {
            ""
        };
        format!(
            "SELECT {} FROM {wanted} JOIN {} AS t ON t.agency = {agency} AND t.ticket = {ticket}{generation}",
            columns.join(", "),
            self.table.name,
        )
    }

    /// Tickets that have rows (of generation `$2`) and no event.
    pub(super) fn strays(&self) -> String {
        let generation = if self.generations {
            "t.generation = $2 AND"
        } else {
            ""
        };
        format!(
            "SELECT DISTINCT t.ticket FROM {} AS t WHERE {generation} NOT EXISTS (SELECT 1 FROM events AS e \
             WHERE e.aggregate_type = $1 AND e.aggregate_id = CAST(t.ticket AS text)) LIMIT 1000",
            self.table.name,
        )
    }

    /// A derived row in the form of one that is read.
    pub(super) fn normalised(&self, row: &Json) -> Json {
        let fields = self.table.columns.iter().map(|(name, of)| {
            let value = row.get(*name).cloned().unwrap_or_default();
            ((*name).to_owned(), neutral(value, *of))
        });
        Json::Object(fields.collect::<Map<_, _>>())
    }

    /// What tells a row apart from the others of its ticket.
    pub(super) fn key_of(&self, row: &Json) -> String {
        let parts: Vec<_> = self
            .key
            .iter()
            .map(|name| {
                let value = &row[*name];
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned)
            })
            .collect();
        parts.join(" ")
    }

    /// The columns in which two rows differ.
    pub(super) fn differing(&self, one: &Json, other: &Json) -> Vec<&'static str> {
        let columns = self.table.columns.iter().map(|(name, _)| *name);
        columns.filter(|name| one[*name] != other[*name]).collect()
    }
}

fn neutral(value: Json, of: Type) -> Json {
    match (of, value.as_i64()) {
        (Type::Time, Some(micros)) => {
            chrono::DateTime::from_timestamp_micros(micros).map_or(value, |at| text_of(at).into())
        }
        _ => value,
    }
}
