//! What does a stream hold beyond what is remembered of it?

use super::memory::Known;
use crate::database::{Database, Row, Statement};
use crate::event_store::{Fault, StreamId, upcast, upcasters};
use crate::log::Unreadable;
use crate::sealing::Sealing;
use crate::sql;
use cqrs_es::Aggregate;
use cqrs_es::persist::SerializedEvent;
use uuid::Uuid;

const READ_SINCE: Statement = sql!("sql/read_since.sql");

/// A stream from its beginning.
pub(super) async fn whole<A: Aggregate>(
    sealing: &Sealing,
    stream: StreamId,
) -> Result<Known<A>, Fault> {
    let mut known = Known::nothing();
    catch_up(sealing.database(), sealing, stream, &mut known).await?;
    Ok(known)
}

/// Takes in what was appended since; says whether there was anything. A stream of another agency is empty.
pub(super) async fn catch_up<A: Aggregate>(
    database: &Database,
    sealing: &Sealing,
    (agency, stream): StreamId,
    known: &mut Known<A>,
) -> Result<bool, Fault> {
    let since = i64::try_from(known.version).unwrap_or(i64::MAX);
    let params = [A::TYPE.into(), stream.to_string().into(), since.into()];
    let mut events = Vec::new();
    for row in database.fetch(&READ_SINCE, &params).await? {
        if row.uuid("agency")? == agency.uuid() {
            events.push(event_of(&row, A::TYPE, stream)?);
        }
    }
    let mut payloads: Vec<_> = events
        .iter_mut()
        .map(|event| (agency, &mut event.payload))
        .collect();
    for opened in sealing.open(&mut payloads).await? {
        opened.map_err(|not_opened| unreadable(Unreadable::from(not_opened)))?;
    }
    let upcasters = upcasters();
    let moved = !events.is_empty();
    for event in events {
        follow(known, upcast(event, &upcasters))?;
    }
    Ok(moved)
}

fn follow<A: Aggregate>(known: &mut Known<A>, event: SerializedEvent) -> Result<(), Fault> {
    let sequence = event.sequence as u64;
    if sequence != known.version + 1 {
        let hole = format!("event {sequence} follows event {}", known.version);
        return Err(Fault::Store(hole.into()));
    }
    let shape = |_| {
        unreadable(Unreadable::Shape {
            event_type: event.event_type,
            event_version: event.event_version,
        })
    };
    let payload = serde_json::from_value(event.payload).map_err(shape)?;
    known.aggregate.apply(payload);
    known.version = sequence;
    Ok(())
}

fn unreadable(unreadable: Unreadable) -> Fault {
    Fault::Store(Box::new(unreadable))
}

fn event_of(row: &Row, aggregate_type: &str, stream: Uuid) -> Result<SerializedEvent, Fault> {
    Ok(SerializedEvent::new(
        stream.to_string(),
        usize::try_from(row.int("sequence")?).unwrap_or_default(),
        aggregate_type.to_owned(),
        row.text("event_type")?,
        row.text("event_version")?,
        row.json("payload")?,
        row.json("metadata")?,
    ))
}
