//! How does a person read the description? As one plain page, made from the description itself.

use crate::problem::Answer;
use crate::problem::Problem;
use askama::Template;
use axum::response::Html;
use serde_json::Value;

#[derive(Template)]
#[template(path = "docs/listing.html")]
struct Listing {
    title: String,
    introduction: Vec<String>,
    chapters: Vec<Chapter>,
    schemas: Vec<Schema>,
    codes: Vec<(String, String)>,
}

struct Chapter {
    name: String,
    description: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    parameters: Vec<Field>,
    body: Option<String>,
    answers: Vec<(String, String)>,
}

struct Schema {
    name: String,
    description: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    required: bool,
    description: String,
}

/// The page for a description in its JSON form.
pub fn readable(description: &Value) -> Answer<Html<String>> {
    let listing = Listing {
        title: text(&description["info"]["title"]),
        introduction: text(&description["info"]["description"])
            .split("\n\n")
            .map(str::to_owned)
            .collect(),
        chapters: items(&description["tags"])
            .map(|tag| chapter(tag, description))
            .collect(),
        schemas: entries(&description["components"]["schemas"])
            .map(schema)
            .collect(),
        codes: super::codes::all(),
    };
    listing.render().map(Html).map_err(Problem::fault)
}

fn chapter(tag: &Value, description: &Value) -> Chapter {
    let name = text(&tag["name"]);
    let all = entries(&description["paths"]).flat_map(|(path, methods)| {
        entries(methods).map(move |(method, operation)| (path, method, operation))
    });
    let ours = all.filter(|(_, _, operation)| items(&operation["tags"]).any(|tag| *tag == name));
    let operations = ours
        .map(|(path, method, operation)| self::operation(path, method, operation))
        .collect();
    Chapter {
        description: text(&tag["description"]),
        operations,
        name,
    }
}

fn operation(path: &str, method: &str, operation: &Value) -> Operation {
    Operation {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        parameters: items(&operation["parameters"]).map(parameter).collect(),
        body: operation["requestBody"]["content"]
            .as_object()
            .and_then(|content| content.values().next())
            .map(kind_of),
        answers: entries(&operation["responses"])
            .map(|(status, it)| (status.clone(), text(&it["description"])))
            .collect(),
    }
}

fn parameter(parameter: &Value) -> Field {
    Field {
        name: text(&parameter["name"]),
        kind: format!("{}, {}", text(&parameter["in"]), kind(&parameter["schema"])),
        required: parameter["required"] == true,
        description: text(&parameter["description"]),
    }
}

fn schema((name, schema): (&String, &Value)) -> Schema {
    let required: Vec<&Value> = items(&schema["required"]).collect();
    let field = |(name, it): (&String, &Value)| Field {
        name: name.clone(),
        kind: kind(it),
        required: required.iter().any(|it| *it == name),
        description: text(&it["description"]),
    };
    let mut fields: Vec<Field> = entries(&schema["properties"]).map(field).collect();
    // A choice between several shapes: its alternatives, each with its own fields.
    for alternative in items(&schema["oneOf"]) {
        let label = items(&alternative["required"])
            .map(text)
            .collect::<Vec<_>>()
            .join(", ");
        fields.push(Field {
            name: format!("({label})"),
            kind: "one of".to_owned(),
            required: false,
            description: text(&alternative["description"]),
        });
        fields.extend(entries(&alternative["properties"]).map(field));
    }
    Schema {
        name: name.clone(),
        description: text(&schema["description"]),
        fields,
    }
}

fn kind_of(content: &Value) -> String {
    kind(&content["schema"])
}

/// A type in a few words: `string (uuid)`, `array of Slot`, `"accept" | "decline"`.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .map(Value::to_string)
            .collect::<Vec<_>>()
            .join(" | ");
    }
    let alternatives: Vec<String> = items(&schema["oneOf"]).map(kind).collect();
    if !alternatives.is_empty() {
        return alternatives.join(" | ");
    }
    let types: Vec<String> = match &schema["type"] {
        Value::Array(types) => types.iter().map(text).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            vec![text(&schema["type"])]
        }
    };
    match (
        types.join(" | "),
        schema["format"].as_str(),
        &schema["items"],
    ) {
        (_, _, items) if !items.is_null() => format!("array of {}", kind(items)),
        (name, Some(format), _) => format!("{name} ({format})"),
        (name, None, _) => name,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
