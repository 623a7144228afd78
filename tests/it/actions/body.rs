//! What does a program send that knows nothing but what the ticket says? Bodies made of the fields of an action.

use harness::office::Office;
use serde_json::{Map, Value, json};

/// How much of what may be said is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// What has to be said, and nothing else.
    Needed,
    /// Everything, as long as it may be.
    All,
}

/// Whom and what the bodies name.
pub struct Known<'a> {
    pub office: &'a Office,
    /// A file of the ticket, if there is one.
    pub attachment: Option<String>,
}

/// One body for each choice that an action leaves.
pub fn bodies(fields: &Value, say: Say, known: &Known<'_>) -> Vec<Value> {
    let all: Vec<&Value> = fields.as_array().into_iter().flatten().collect();
    let by = all
        .iter()
        .filter_map(|field| field["when"]["field"].as_str())
        .next();
    let Some(by) = by else {
        let choices = all
            .iter()
            .find(|field| field["required"] == true && field["choices"].is_array());
        return match choices {
            Some(field) => each(field)
                .map(|choice| object(&all, say, known, Some((word(field, "name"), choice))))
                .collect(),
            None => vec![object(&all, say, known, None)],
        };
    };
    let chooser = all.iter().find(|field| field["name"] == by).expect(by);
    each(chooser)
        .map(|choice| object(&all, say, known, Some((by, choice))))
        .collect()
}

fn each(field: &Value) -> impl Iterator<Item = &str> {
    let choices = field["choices"].as_array().into_iter().flatten();
    choices.filter_map(Value::as_str)
}

fn object(fields: &[&Value], say: Say, known: &Known<'_>, chosen: Option<(&str, &str)>) -> Value {
    let mut said = Map::new();
    for field in fields {
        let name = word(field, "name");
        let belongs = field["when"]["is"].as_array().is_none_or(|is| {
            is.iter()
                .any(|is| chosen.is_some_and(|(_, choice)| *is == choice))
        });
        if !belongs || (say == Say::Needed && field["required"] != true) {
            continue;
        }
        let value = match chosen {
            Some((by, choice)) if by == name => json!(choice),
            Some(_) | None => value(field, say, known),
        };
        if !value.is_null() {
            said.insert(name.to_owned(), value);
        }
    }
    Value::Object(said)
}

fn value(field: &Value, say: Say, known: &Known<'_>) -> Value {
    let inner = || {
        let fields: Vec<&Value> = field["fields"].as_array().into_iter().flatten().collect();
        somebody(&fields, say, known).unwrap_or_else(|| object(&fields, say, known, None))
    };
    match word(field, "type") {
        "object" => inner(),
        "array" if say == Say::Needed && field["min_items"].is_null() => json!([]),
        "array" => json!([inner()]),
        "boolean" => json!(true),
        "integer" => json!(match say {
            Say::Needed => field["minimum"].as_u64().unwrap_or(1).max(1),
            Say::All => field["maximum"].as_u64().unwrap_or(60),
        }),
        "string" => text(field, say, known),
        other => panic!("no value for {other}: {field}"),
    }
}

/// A person or a firm: of the directory, as the field's description says.
fn somebody(fields: &[&Value], say: Say, known: &Known<'_>) -> Option<Value> {
    let cabinet = &known.office.cabinet;
    let has = |name: &str| fields.iter().any(|field| field["name"] == name);
    if has("contractor") && has("trade") {
        return Some(match say {
            Say::Needed => json!({ "contractor": cabinet.plumber.uuid() }),
            Say::All => json!({ "name": "Toitures du Grand Est", "trade": "Couverture",
                "email": "toits@artisans.example", "phone": "06 39 98 77 66",
                "channels": { "email": true, "sms": true }, "instructions": "i".repeat(2_000) }),
        });
    }
    let party = fields.iter().find(|field| field["name"] == "party")?;
    let party = match party["choices"][0].as_str() {
        Some(one) => json!(one),
        None => json!(cabinet.petit.uuid()),
    };
    Some(json!({ "party": party, "channels": { "email": true } }))
}

fn text(field: &Value, say: Say, known: &Known<'_>) -> Value {
    if let Some(choice) = field["choices"][0].as_str() {
        return json!(if word(field, "name") == "repeated_hour" {
            "first"
        } else {
            choice
        });
    }
    let longest = field["max_length"].as_u64().unwrap_or(20);
    match word(field, "format") {
        "uuid" => uuid(word(field, "name"), known),
        "euros" => json!(if say == Say::All { "10000000" } else { "0.01" }),
        "date" => json!("2026-03-02"),
        "local-date-time" => json!("2026-03-04T09:30"),
        "email" => json!("nouveau@courriel.example"),
        "phone" => json!("06 39 98 44 55"),
        "html" => json!("<p>Vu sur place.</p>"),
        "" => json!(
            "x".repeat(
                usize::try_from(match say {
                    Say::Needed => field["min_length"].as_u64().unwrap_or(1).max(1),
                    Say::All => longest,
                })
                .expect("a length")
            )
        ),
        other => panic!("no value for a text of the format {other}"),
    }
}

fn uuid(name: &str, known: &Known<'_>) -> Value {
    let cabinet = &known.office.cabinet;
    match name {
        "to" => json!(cabinet.manager.uuid()),
        "property" => json!(cabinet.tilleuls.uuid()),
        "attachment" => json!(known.attachment),
        other => panic!("nothing is known to stand for {other}"),
    }
}

pub fn word<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}
