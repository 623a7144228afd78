//! How are stored events read, still sealed and in the shape in which they were written?

use super::Position;
use crate::database::{Database, DatabaseFault, Row, Statement, Value};
use crate::sealing::{NotOpened, Sealing, SealingFault};
use crate::sql;
use cqrs_es::persist::SerializedEvent;
use domain::ids::AgencyId;
use uuid::Uuid;

const READ_AFTER: Statement = sql!("sql/read_after.postgres.sql", "sql/read_after.sqlite.sql");
const READ_TYPE_AFTER: Statement = sql!(
    "sql/read_type_after.postgres.sql",
    "sql/read_type_after.sqlite.sql"
);
const READ_STREAMS: Statement = sql!(
    "sql/read_streams.postgres.sql",
    "sql/read_streams.sqlite.sql"
);
const HEAD: Statement = sql!("sql/head.postgres.sql", "sql/head.sqlite.sql");
const POSITION_OF: Statement = sql!("sql/position_of.postgres.sql", "sql/position_of.sqlite.sql");

const WRITTEN_ELSEWHERE: Statement = sql!(
    "sql/written_elsewhere.postgres.sql",
    "sql/written_elsewhere.sqlite.sql"
);
const ANY_AFTER: Statement = sql!("sql/any_after.postgres.sql", "sql/any_after.sqlite.sql");

pub const STATEMENTS: &[&Statement] = &[
    &READ_AFTER,
    &READ_TYPE_AFTER,
    &READ_STREAMS,
    &HEAD,
    &POSITION_OF,
    &ANY_AFTER,
    &WRITTEN_ELSEWHERE,
];

/// One row of the log.
#[derive(Debug)]
pub(crate) struct RawEvent {
    pub(crate) position: Position,
    pub(crate) agency: AgencyId,
    pub(crate) event: SerializedEvent,
}

/// The next events of all streams, in order, none skipped that a slower transaction may still commit before them.
pub(crate) async fn read_after(
    database: &Database,
    after: Position,
    limit: u32,
) -> Result<Vec<RawEvent>, DatabaseFault> {
    let params = [after.0.into(), after.1.into(), limit.into()];
    raw_events(database.fetch(&READ_AFTER, &params).await?)
}

/// Whether something is committed after a position, although it may not be read yet.
pub(crate) async fn any_after(database: &Database, after: Position) -> Result<bool, DatabaseFault> {
    let params = [after.0.into(), after.1.into()];
    Ok(database
        .fetch_optional(&ANY_AFTER, &params)
        .await?
        .is_some())
}

/// Whether the log was copied from another server by means that take transactions' numbers along.
pub(crate) async fn is_written_elsewhere(database: &Database) -> Result<bool, DatabaseFault> {
    let found = database.fetch_optional(&WRITTEN_ELSEWHERE, &[]).await?;
    Ok(found.is_some())
}

/// The same for the streams of one type of aggregate.
pub(crate) async fn read_type_after(
    database: &Database,
    aggregate_type: &str,
    after: Position,
    limit: u32,
) -> Result<Vec<RawEvent>, DatabaseFault> {
    let params = [
        after.0.into(),
        after.1.into(),
        limit.into(),
        aggregate_type.into(),
    ];
    raw_events(database.fetch(&READ_TYPE_AFTER, &params).await?)
}

/// Whole streams, each in its own order.
pub(crate) async fn read_streams(
    database: &Database,
    aggregate_type: &str,
    ids: &[Uuid],
) -> Result<Vec<RawEvent>, DatabaseFault> {
    let ids: serde_json::Value = ids.iter().map(Uuid::to_string).collect();
    raw_events(
        database
            .fetch(&READ_STREAMS, &[aggregate_type.into(), ids.into()])
            .await?,
    )
}

/// The last position that a reader may see now.
pub(crate) async fn head(database: &Database) -> Result<Position, DatabaseFault> {
    let row = database.fetch_optional(&HEAD, &[]).await?;
    row.map_or(Ok(Position::default()), |row| position(&row))
}

pub(crate) async fn position_of(
    database: &Database,
    aggregate_type: &str,
    id: Uuid,
    sequence: i64,
) -> Result<Option<Position>, DatabaseFault> {
    let params = [
        aggregate_type.into(),
        Value::from(id.to_string()),
        sequence.into(),
    ];
    database
        .fetch_optional(&POSITION_OF, &params)
        .await?
        .map(|row| position(&row))
        .transpose()
}

/// Opens the payloads with one look-up of keys; an event that cannot be opened does not hold back the others.
pub(crate) async fn open(
    sealing: &Sealing,
    events: &mut [RawEvent],
) -> Result<Vec<Result<(), NotOpened>>, SealingFault> {
    let mut payloads: Vec<_> = events
        .iter_mut()
        .map(|raw| (raw.agency, &mut raw.event.payload))
        .collect();
    sealing.open(&mut payloads).await
}

fn raw_events(rows: Vec<Row>) -> Result<Vec<RawEvent>, DatabaseFault> {
    rows.iter().map(raw_event).collect()
}

fn raw_event(row: &Row) -> Result<RawEvent, DatabaseFault> {
    let event = SerializedEvent::new(
        row.text("aggregate_id")?,
        usize::try_from(row.int("sequence")?).unwrap_or_default(),
        row.text("aggregate_type")?,
        row.text("event_type")?,
        row.text("event_version")?,
        row.json("payload")?,
        row.json("metadata")?,
    );
    Ok(RawEvent {
        position: position(row)?,
        agency: AgencyId::new(row.uuid("agency")?),
        event,
    })
}

fn position(row: &Row) -> Result<Position, DatabaseFault> {
    Ok(Position(
        row.int("transaction_id")?,
        row.int("global_position")?,
    ))
}
