//! The description and the routes say the same.

use crate::json::described;
use serde_json::Value;
use std::collections::BTreeSet;

fn operations(description: &Value) -> Vec<(String, String, Value)> {
    let paths = description["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().expect("methods").clone();
        let path = path.clone();
        methods
            .into_iter()
            .map(move |(method, operation)| (method, path.clone(), operation))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

fn description() -> Value {
    serde_json::to_value(described().1).expect("a description")
}

#[test]
fn it_is_openapi_3_1() {
    assert_eq!(description()["openapi"], "3.1.0");
}

#[test]
fn every_operation_has_a_chapter_a_summary_a_name_of_its_own_and_its_problems() {
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&description()) {
        assert!(
            operation["tags"][0].is_string(),
            "{method} {path} has no chapter"
        );
        assert!(
            operation["summary"].is_string(),
            "{method} {path} has no summary"
        );
        let name = operation["operationId"]
            .as_str()
            .expect("a name")
            .to_owned();
        assert!(
            names.insert(name.clone()),
            "two operations are called {name}"
        );
        assert!(
            operation["responses"]["503"].is_object(),
            "{method} {path} hides its problems"
        );
        assert!(
            operation["security"].is_array(),
            "{method} {path} does not say who may call it"
        );
    }
}

#[test]
fn every_reference_leads_to_a_schema() {
    fn references(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                into.extend(
                    fields
                        .get("$ref")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                );
                fields.values().for_each(|value| references(value, into));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let description = description();
    let mut found = BTreeSet::new();
    references(&description, &mut found);
    for reference in found {
        let place = reference.strip_prefix('#').expect("a local reference");
        assert!(
            description.pointer(place).is_some(),
            "{reference} leads nowhere"
        );
    }
}

#[test]
fn the_readable_page_lists_every_operation() {
    let description = description();
    let page = super::readable(&description).expect("a page").0;
    for (_, path, operation) in operations(&description) {
        let name = operation["operationId"].as_str().expect("a name");
        assert!(
            page.contains(&format!("id=\"{name}\"")),
            "{path} ({name}) is not on the page"
        );
    }
}

/// Routes are only added together with their description; this keeps it so.
#[test]
fn no_operation_is_added_without_its_description() {
    fn undescribed(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                undescribed(&path, found);
            } else if !path.ends_with("json/mod.rs") {
                let source = std::fs::read_to_string(&path).expect("source text");
                found.extend(
                    source
                        .contains(".route(")
                        .then(|| path.display().to_string()),
                );
            }
        }
    }
    let mut found = Vec::new();
    undescribed(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/json"),
        &mut found,
    );
    assert_eq!(found, Vec::<String>::new());
}
