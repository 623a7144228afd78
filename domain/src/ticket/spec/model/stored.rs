//! Does a fact outlive being stored, and say nothing of anybody who was erased?

use crate::ticket::Stamped;
use serde_json::{Map, Value};

/// What the cast of the stories is called, where they are reached and what they say.
const PERSONAL: [&str; 13] = [
    "exemple.fr",
    "+336",
    "Plumber",
    "Locksmith",
    "President",
    "Landlord\"",
    "Weber",
    "Klein",
    "Bonjour",
    "Fuite",
    "évier",
    "Camion",
    "photo",
];

/// As it is written and read.
pub(super) fn read_back(fact: &Stamped) -> Stamped {
    let written = serde_json::to_string(fact).unwrap();
    let read: Stamped = serde_json::from_str(&written).unwrap();
    assert_eq!(&read, fact, "what was stored is read as it was");
    read
}

/// As it is read once nothing personal in it can be opened any more. Nothing personal stands beside what is sealed.
pub(super) fn erased(fact: &Stamped) -> Stamped {
    let mut document = serde_json::to_value(fact).unwrap();
    erase(&mut document);
    let left = document.to_string();
    let told = PERSONAL.iter().find(|word| left.contains(**word));
    assert_eq!(told, None, "stands in the clear: {left}");
    serde_json::from_value(document).unwrap()
}

fn erase(document: &mut Value) {
    match document {
        Value::Object(fields) if fields.contains_key("$subject") => erase_one(fields),
        Value::Object(fields) => fields.values_mut().for_each(erase),
        Value::Array(items) => items.iter_mut().for_each(erase),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Only a value alone can be sealed, with nobody else's in it.
fn erase_one(fields: &mut Map<String, Value>) {
    let value = fields.remove("value").expect("a value to seal");
    assert!(!value.to_string().contains("$subject"), "{value}");
    assert_eq!(fields.len(), 1, "beside the value: {fields:?}");
    fields.insert("erased".to_owned(), true.into());
}
