//! How does a [`Value`] become a parameter of each database?

use super::Value;
use sqlx::Arguments;
use sqlx::error::BoxDynError;
use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;

pub(super) fn postgres(values: &[Value]) -> Result<PgArguments, BoxDynError> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Text(x) => arguments.add(x)?,
            Value::Int(x) => arguments.add(x)?,
            Value::Bool(x) => arguments.add(x)?,
            Value::Uuid(x) => arguments.add(x)?,
            Value::Time(x) => arguments.add(x)?,
            Value::Json(x) => arguments.add(x)?,
            Value::Bytes(x) => arguments.add(x)?,
            Value::Texts(x) => arguments.add(x)?,
            Value::Ints(x) => arguments.add(x)?,
        }
    }
    Ok(arguments)
}

pub(super) fn sqlite(values: &[Value]) -> Result<SqliteArguments<'static>, BoxDynError> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Value::Text(x) => arguments.add(x.clone())?,
            Value::Int(x) => arguments.add(*x)?,
            Value::Bool(x) => arguments.add(x.map(i64::from))?,
            Value::Uuid(x) => arguments.add(x.map(|id| id.hyphenated().to_string()))?,
            Value::Time(x) => arguments.add(x.map(|at| at.timestamp_micros()))?,
            Value::Json(x) => arguments.add(x.as_ref().map(ToString::to_string))?,
            Value::Bytes(x) => arguments.add(x.clone())?,
            Value::Texts(x) => arguments.add(serde_json::to_string(x)?)?,
            Value::Ints(x) => arguments.add(serde_json::to_string(x)?)?,
        }
    }
    Ok(arguments)
}
