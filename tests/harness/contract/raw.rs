//! What stands in the log that no command of ours would have written?

use super::bench::{Bench, context};
use domain::ids::TicketId;
use domain::metadata::Metadata;
use infra::database::{Statement, Value};
use serde_json::json;
use uuid::Uuid;

/// An event of a shape that nobody knows.
pub async fn append_unreadable(bench: &Bench, ticket: TicketId, sequence: i64) {
    append_raw(
        bench,
        ticket.uuid(),
        sequence,
        json!({ "no": "known shape" }),
    )
    .await;
}

pub async fn append_raw(bench: &Bench, stream: Uuid, sequence: i64, fact: serde_json::Value) {
    bench
        .database
        .execute(&APPEND, &raw(bench, stream, sequence, fact))
        .await
        .expect("appended");
}

const APPEND_SQL: &str = "INSERT INTO events
    (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    VALUES ($1, $2, $3, 'SilentModeSwitchedOn', '1', $4, $5)";
pub const APPEND: Statement = Statement {
    name: "append",
    postgres: APPEND_SQL,
    sqlite: APPEND_SQL,
};

pub fn raw(bench: &Bench, stream: Uuid, sequence: i64, fact: serde_json::Value) -> [Value; 5] {
    let context = context();
    let metadata = serde_json::to_value(Metadata::new(bench.agency, &context)).expect("JSON");
    let payload = json!({ "at": context.at, "by": context.actor, "fact": fact });
    [
        "ticket".into(),
        stream.to_string().into(),
        sequence.into(),
        payload.into(),
        metadata.into(),
    ]
}
