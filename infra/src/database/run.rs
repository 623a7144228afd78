//! How is a text with parameters run on a pool or inside a transaction? The same way on both.

use super::{DatabaseFault, Row, Value, bind};
use futures::stream::{BoxStream, StreamExt};
use sqlx::{Error, PgExecutor, Postgres, Sqlite, SqliteExecutor};

pub(super) async fn postgres_fetch(
    on: impl PgExecutor<'_>,
    sql: &str,
    params: &[Value],
) -> Result<Vec<Row>, Error> {
    let arguments = bind::postgres(params).map_err(Error::Encode)?;
    let rows = sqlx::query_with::<Postgres, _>(sql, arguments)
        .fetch_all(on)
        .await?;
    Ok(rows.into_iter().map(Row::Postgres).collect())
}

pub(super) async fn sqlite_fetch(
    on: impl SqliteExecutor<'_>,
    sql: &str,
    params: &[Value],
) -> Result<Vec<Row>, Error> {
    let arguments = bind::sqlite(params).map_err(Error::Encode)?;
    let rows = sqlx::query_with::<Sqlite, _>(sql, arguments)
        .fetch_all(on)
        .await?;
    Ok(rows.into_iter().map(Row::Sqlite).collect())
}

pub(super) fn postgres_stream<'a>(
    on: impl PgExecutor<'a> + 'a,
    sql: &'a str,
) -> BoxStream<'a, Result<Row, DatabaseFault>> {
    sqlx::query::<Postgres>(sql)
        .fetch(on)
        .map(|row| row.map(Row::Postgres).map_err(DatabaseFault::from))
        .boxed()
}

pub(super) fn sqlite_stream<'a>(
    on: impl SqliteExecutor<'a> + 'a,
    sql: &'a str,
) -> BoxStream<'a, Result<Row, DatabaseFault>> {
    sqlx::query::<Sqlite>(sql)
        .fetch(on)
        .map(|row| row.map(Row::Sqlite).map_err(DatabaseFault::from))
        .boxed()
}

pub(super) async fn postgres_execute(
    on: impl PgExecutor<'_>,
    sql: &str,
    params: &[Value],
) -> Result<u64, Error> {
    let arguments = bind::postgres(params).map_err(Error::Encode)?;
    Ok(sqlx::query_with::<Postgres, _>(sql, arguments)
        .execute(on)
        .await?
        .rows_affected())
}

pub(super) async fn sqlite_execute(
    on: impl SqliteExecutor<'_>,
    sql: &str,
    params: &[Value],
) -> Result<u64, Error> {
    let arguments = bind::sqlite(params).map_err(Error::Encode)?;
    Ok(sqlx::query_with::<Sqlite, _>(sql, arguments)
        .execute(on)
        .await?
        .rows_affected())
}

pub(super) async fn postgres_prepare(on: impl PgExecutor<'_>, sql: &str) -> Result<(), Error> {
    on.prepare(sql).await.map(|_| ())
}

pub(super) async fn sqlite_prepare(on: impl SqliteExecutor<'_>, sql: &str) -> Result<(), Error> {
    on.prepare(sql).await.map(|_| ())
}
