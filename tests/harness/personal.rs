//! What in the log is somebody's own? Read through the keys, so that a test can look for it where no key is.

use std::collections::BTreeSet;

use infra::log::{Log, Position, RecordedEvent};
use serde_json::{Value, json};

/// Shorter words may stand in a code or an identifier by chance.
const SHORTEST: usize = 5;

/// Every text below a personal value of every event, as whoever holds the keys reads it.
pub async fn everything_personal(log: &Log) -> BTreeSet<String> {
    let (mut texts, mut after) = (BTreeSet::new(), Position::default());
    loop {
        let entries = log.read(after, 500).await.expect("the log");
        let Some(last) = entries.last() else {
            return texts;
        };
        after = last.position;
        for entry in &entries {
            let event = entry
                .recorded
                .as_ref()
                .ok()
                .and_then(RecordedEvent::ticket_event);
            collect(&json!(event), false, &mut texts);
        }
    }
}

/// A personal value is an object that says whose it is.
fn collect(value: &Value, personal: bool, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let personal = personal || fields.contains_key("$subject");
            let inside = fields.iter().filter(|(name, _)| *name != "$subject");
            inside.for_each(|(_, value)| collect(value, personal, into));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, personal, into)),
        Value::String(text) if personal => {
            into.extend(
                text.lines()
                    .map(str::trim)
                    .filter(|line| line.len() >= SHORTEST)
                    .map(str::to_owned),
            );
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
