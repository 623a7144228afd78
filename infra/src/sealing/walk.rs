//! Where in a piece of JSON are personal values, and what is in each of them? Pure; knows nothing of events or keys.

use data_encoding::BASE64URL_NOPAD;
use domain::personal::Subject;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const SUBJECT: &str = "$subject";
const VALUE: &str = "value";
const SEALED: &str = "sealed";
const ERASED: &str = "erased";

/// What stands in the place of a personal value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Clear(Value),
    Sealed(Vec<u8>),
    Erased,
    /// Marked as somebody's, but not in a form that can be sealed: other fields beside the value, or a personal
    /// value inside another (whose subject could not be found before the outer one is opened).
    NotSealable,
}

/// Everybody to whom something in the document belongs.
pub(super) fn subjects(document: &Value) -> BTreeSet<Subject> {
    let mut found = BTreeSet::new();
    collect(document, &mut found);
    found
}

fn collect(document: &Value, found: &mut BTreeSet<Subject>) {
    match document {
        Value::Object(fields) => match subject_of(fields) {
            Some(subject) => {
                found.insert(subject);
            }
            None => fields.values().for_each(|value| collect(value, found)),
        },
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Every personal value that stands there in the clear, and whose it is.
pub(crate) fn in_the_clear(document: Value) -> Vec<(Subject, Value)> {
    let mut found = Vec::new();
    gather(document, &mut found);
    found
}

fn gather(document: Value, found: &mut Vec<(Subject, Value)>) {
    match document {
        Value::Object(mut fields) => match subject_of(&fields) {
            Some(subject) => found.extend(fields.remove(VALUE).map(|value| (subject, value))),
            None => fields
                .into_iter()
                .for_each(|(_, value)| gather(value, found)),
        },
        Value::Array(items) => items.into_iter().for_each(|item| gather(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Replaces the content of every personal value by what `change` makes of it; stops at the first error.
pub(super) fn transform<E>(
    document: &mut Value,
    change: &mut impl FnMut(&Subject, Content) -> Result<Content, E>,
) -> Result<(), E> {
    match document {
        Value::Object(fields) => match subject_of(fields) {
            Some(subject) => {
                let before = content_of(fields);
                if let Some(after) = written(&subject, change(&subject, before)?) {
                    *document = after;
                }
                Ok(())
            }
            None => fields
                .values_mut()
                .try_for_each(|value| transform(value, change)),
        },
        Value::Array(items) => items
            .iter_mut()
            .try_for_each(|item| transform(item, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn subject_of(fields: &Map<String, Value>) -> Option<Subject> {
    fields.get(SUBJECT)?.as_str().map(Subject::from_stored)
}

fn content_of(fields: &Map<String, Value>) -> Content {
    if fields.len() != 2 {
        return Content::NotSealable;
    }
    if let Some(value) = fields.get(VALUE) {
        return match subjects(value).is_empty() {
            true => Content::Clear(value.clone()),
            false => Content::NotSealable,
        };
    }
    if let Some(sealed) = fields.get(SEALED).and_then(Value::as_str) {
        // An empty sealed value opens with no key, which is what a damaged one should do.
        return Content::Sealed(
            BASE64URL_NOPAD
                .decode(sealed.as_bytes())
                .unwrap_or_default(),
        );
    }
    match fields.get(ERASED) {
        Some(Value::Bool(true)) => Content::Erased,
        Some(_) | None => Content::NotSealable,
    }
}

fn written(subject: &Subject, content: Content) -> Option<Value> {
    match content {
        Content::Clear(value) => Some(json!({ SUBJECT: subject, VALUE: value })),
        Content::Sealed(bytes) => {
            Some(json!({ SUBJECT: subject, SEALED: BASE64URL_NOPAD.encode(&bytes) }))
        }
        Content::Erased => Some(json!({ SUBJECT: subject, ERASED: true })),
        Content::NotSealable => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({
            "kind": "opened",
            "who": { "$subject": "party:1", "value": { "name": "Mme Roux" } },
            "also": [{ "$subject": "party:2", "sealed": "AQI" }, { "$subject": "party:3", "erased": true }],
        })
    }

    #[test]
    fn every_subject_is_found_wherever_it_stands() {
        let found: Vec<String> = subjects(&document())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, ["party:1", "party:2", "party:3"]);
    }

    #[test]
    fn what_is_not_personal_stays_as_it_was() {
        let mut changed = document();
        transform::<()>(&mut changed, &mut |_, _| Ok(Content::Erased)).unwrap();
        assert_eq!(changed["kind"], "opened");
        assert_eq!(
            changed["who"],
            json!({ "$subject": "party:1", "erased": true })
        );
        assert_eq!(
            changed["also"][0],
            json!({ "$subject": "party:2", "erased": true })
        );
    }

    #[test]
    fn each_form_is_recognised() {
        let mut seen = Vec::new();
        transform::<()>(&mut document(), &mut |_, content| {
            seen.push(content.clone());
            Ok(content)
        })
        .unwrap();
        let expected = [
            Content::Sealed(vec![1, 2]),
            Content::Erased,
            Content::Clear(json!({ "name": "Mme Roux" })),
        ];
        // In no particular order: that of an object's fields depends on how the whole program is built.
        assert_eq!(seen.len(), expected.len());
        assert!(
            expected.iter().all(|content| seen.contains(content)),
            "{seen:?}"
        );
    }

    #[test]
    fn a_value_that_would_leave_something_in_the_clear_is_not_sealable() {
        for odd in [
            json!({ "$subject": "a", "value": 1, "phone": "0388" }),
            json!({ "$subject": "a", "value": { "b": { "$subject": "b", "value": 1 } } }),
            json!({ "$subject": "a" }),
        ] {
            let mut seen = None;
            transform::<()>(&mut odd.clone(), &mut |_, content| {
                seen = Some(content.clone());
                Ok(content)
            })
            .unwrap();
            assert_eq!(seen, Some(Content::NotSealable), "{odd}");
        }
    }
}
