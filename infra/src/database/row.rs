//! What comes out of a statement? Typed columns, by name.

use super::DatabaseFault;
use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

/// One row. A getter fails on a missing column, on another type, and (without `opt_`) on null.
pub enum Row {
    Postgres(PgRow),
    Sqlite(SqliteRow),
}

type Column<T> = Result<T, DatabaseFault>;

impl Row {
    pub fn opt_text(&self, column: &str) -> Column<Option<String>> {
        match self {
            Self::Postgres(row) => row
                .try_get(column)
                .map_err(|e| DatabaseFault::unreadable(column, &e)),
            Self::Sqlite(row) => sqlite(row, column),
        }
    }
    pub fn text(&self, column: &str) -> Column<String> {
        present(column, self.opt_text(column)?)
    }

    pub fn opt_int(&self, column: &str) -> Column<Option<i64>> {
        match self {
            Self::Postgres(row) => postgres_int(row, column),
            Self::Sqlite(row) => sqlite(row, column),
        }
    }
    pub fn int(&self, column: &str) -> Column<i64> {
        present(column, self.opt_int(column)?)
    }

    pub fn opt_bool(&self, column: &str) -> Column<Option<bool>> {
        match self {
            Self::Postgres(row) => row
                .try_get(column)
                .map_err(|e| DatabaseFault::unreadable(column, &e)),
            Self::Sqlite(row) => Ok(sqlite::<i64>(row, column)?.map(|x| x != 0)),
        }
    }
    pub fn bool(&self, column: &str) -> Column<bool> {
        present(column, self.opt_bool(column)?)
    }

    pub fn opt_uuid(&self, column: &str) -> Column<Option<Uuid>> {
        match self {
            Self::Postgres(row) => row
                .try_get(column)
                .map_err(|e| DatabaseFault::unreadable(column, &e)),
            Self::Sqlite(row) => {
                let text = sqlite::<String>(row, column)?;
                text.map(|text| {
                    Uuid::parse_str(&text).map_err(|e| DatabaseFault::unreadable(column, &e))
                })
                .transpose()
            }
        }
    }
    pub fn uuid(&self, column: &str) -> Column<Uuid> {
        present(column, self.opt_uuid(column)?)
    }

    pub fn opt_time(&self, column: &str) -> Column<Option<DateTime<Utc>>> {
        match self {
            Self::Postgres(row) => row
                .try_get(column)
                .map_err(|e| DatabaseFault::unreadable(column, &e)),
            Self::Sqlite(row) => {
                let micros = sqlite::<i64>(row, column)?;
                let out_of_range = || DatabaseFault::column(column, "not an instant");
                micros
                    .map(|x| DateTime::from_timestamp_micros(x).ok_or_else(out_of_range))
                    .transpose()
            }
        }
    }
    pub fn time(&self, column: &str) -> Column<DateTime<Utc>> {
        present(column, self.opt_time(column)?)
    }

    pub fn opt_json(&self, column: &str) -> Column<Option<Json>> {
        match self {
            Self::Postgres(row) => row
                .try_get(column)
                .map_err(|e| DatabaseFault::unreadable(column, &e)),
            Self::Sqlite(row) => {
                let text = sqlite::<String>(row, column)?;
                text.map(|text| {
                    serde_json::from_str(&text).map_err(|e| DatabaseFault::unreadable(column, &e))
                })
                .transpose()
            }
        }
    }
    pub fn json(&self, column: &str) -> Column<Json> {
        present(column, self.opt_json(column)?)
    }

    pub fn opt_bytes(&self, column: &str) -> Column<Option<Vec<u8>>> {
        match self {
            Self::Postgres(row) => row
                .try_get(column)
                .map_err(|e| DatabaseFault::unreadable(column, &e)),
            Self::Sqlite(row) => sqlite(row, column),
        }
    }
    pub fn bytes(&self, column: &str) -> Column<Vec<u8>> {
        present(column, self.opt_bytes(column)?)
    }
}

fn present<T>(column: &str, value: Option<T>) -> Column<T> {
    value.ok_or_else(|| DatabaseFault::column(column, "null"))
}

/// `bigint` is what our tables hold; `integer` and `smallint` come out of PostgreSQL's own functions.
fn postgres_int(row: &PgRow, column: &str) -> Column<Option<i64>> {
    row.try_get::<Option<i64>, _>(column)
        .or_else(|_| {
            row.try_get::<Option<i32>, _>(column)
                .map(|x| x.map(i64::from))
        })
        .or_else(|_| {
            row.try_get::<Option<i16>, _>(column)
                .map(|x| x.map(i64::from))
        })
        .map_err(|e| DatabaseFault::unreadable(column, &e))
}

/// Unchecked, because the columns of an SQLite expression (`count(*)`, `a > b`) declare no type to check against.
fn sqlite<'r, T>(row: &'r SqliteRow, column: &str) -> Column<Option<T>>
where
    T: sqlx::Decode<'r, sqlx::Sqlite>,
{
    row.try_get_unchecked(column)
        .map_err(|e| DatabaseFault::unreadable(column, &e))
}
