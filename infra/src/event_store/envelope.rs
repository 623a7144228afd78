//! How does our metadata travel through cqrs-es, which knows only a flat map of texts?
//!
//! Inside the framework it is one entry of that map; in the database it is the document itself, so that columns can
//! be generated from it and a person can read it.

use cqrs_es::persist::{PersistenceError, SerializedEvent};
use domain::metadata::Metadata;
use serde_json::{Value, json};
use std::collections::HashMap;

const ENTRY: &str = "metadata";
/// What only the first event of a commit keeps: there is one answer per key, and one row to find it by.
const OF_THE_FIRST: [&str; 2] = ["idempotency_key", "fingerprint"];

/// What to hand to cqrs-es with a commit.
pub fn for_commit(metadata: &Metadata) -> Result<HashMap<String, String>, serde_json::Error> {
    Ok(HashMap::from([(
        ENTRY.to_owned(),
        serde_json::to_string(metadata)?,
    )]))
}

/// What the database keeps with the event that has this place in its commit, from 0 on.
pub(crate) fn document(metadata: &Metadata, place: usize) -> Result<Value, serde_json::Error> {
    let mut document = serde_json::to_value(metadata)?;
    keep(&mut document, place);
    Ok(document)
}

fn keep(document: &mut Value, place: usize) {
    if let (true, Some(fields)) = (place > 0, document.as_object_mut()) {
        OF_THE_FIRST.iter().for_each(|name| {
            fields.remove(*name);
        });
    }
}

/// From the framework's form to the database's.
pub(crate) fn unpack(events: &mut [SerializedEvent]) -> Result<(), PersistenceError> {
    for (index, event) in events.iter_mut().enumerate() {
        let text = event
            .metadata
            .get(ENTRY)
            .and_then(Value::as_str)
            .unwrap_or("{}");
        let mut document: Value = serde_json::from_str(text)?;
        keep(&mut document, index);
        event.metadata = document;
    }
    Ok(())
}

/// From the database's form to the framework's.
pub(crate) fn pack(event: &mut SerializedEvent) {
    event.metadata = json!({ ENTRY: event.metadata.to_string() });
}
