//! What can be wrong with one field of a JSON body? The bodies are made from the description of the API, one sound one
//! for each operation, and then one field after the other is spoilt.

use serde_json::{Map, Value, json};

use super::attack::{Attack, MARK, refused};
use super::routes::Route;
use super::scene::Scene;

pub fn attacks(scene: &Scene, route: &Route) -> Vec<Attack> {
    if !route.takes_json() {
        return Vec::new();
    }
    let path = format!(
        "/paths/{}/post/requestBody/content/application~1json/schema",
        route.path.replace('/', "~1")
    );
    let Some(schema) = scene.description.pointer(&path) else {
        return Vec::new();
    };
    let described = Described { scene };
    let good = scene.good(route);
    let mut attacks = Vec::new();
    let examples = described.examples(schema).into_iter();
    for sound in examples.flat_map(to_the_point) {
        let mut places = Vec::new();
        leaves(&sound, String::new(), &mut places);
        for place in &places {
            for (name, body) in spoilt(&sound, place) {
                attacks.push(refused(
                    format!("{name} at {place} of {}", cut(&sound.to_string())),
                    good.clone().json(body),
                ));
            }
        }
        attacks.extend(twice(&sound).into_iter().map(|body| {
            refused("a field that comes twice", good.clone().json(body)).naming("duplicate_field")
        }));
    }
    attacks
}

/// A body with a choice takes what belongs to this choice, and nothing else.
fn to_the_point(body: Value) -> Vec<Value> {
    let choices: &[(&str, &[&str])] = if body["answer"] == "accept" {
        &[
            ("accept", &["slot", "comment", "signed_by"]),
            ("decline", &["reason", "signed_by"]),
        ]
    } else if body["answer"] == "on_site" {
        &[
            ("on_site", &["comment", "signed_by"]),
            ("late", &["expected_at"]),
            ("postponed", &["slot"]),
            ("impossible", &["reason"]),
        ]
    } else {
        return vec![body];
    };
    let chosen = choices.iter().map(|(answer, fields)| {
        let mut chosen = json!({ "answer": answer });
        for field in *fields {
            chosen[*field] = body[*field].clone();
        }
        chosen
    });
    chosen.collect()
}

fn cut(text: &str) -> String {
    text.chars().take(80).collect()
}

struct Described<'a> {
    scene: &'a Scene,
}

impl Described<'_> {
    /// A sound value of each choice that the schema leaves.
    fn examples(&self, schema: &Value) -> Vec<Value> {
        let schema = self.resolved(schema);
        if let Some(choices) = schema["oneOf"].as_array() {
            let real = choices.iter().filter(|choice| choice["type"] != "null");
            return real.flat_map(|choice| self.examples(choice)).collect();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let mut all = Map::new();
            for part in parts {
                if let Some(Value::Object(fields)) = self.examples(part).into_iter().next() {
                    all.extend(fields);
                }
            }
            return vec![Value::Object(all)];
        }
        vec![self.example(schema)]
    }

    fn example(&self, schema: &Value) -> Value {
        if let Some(properties) = schema["properties"].as_object() {
            let fields = properties.iter().map(|(name, schema)| {
                let schema = self.resolved(schema);
                let text = kind(schema) == "string" && schema["oneOf"].is_null();
                let named = if text { self.named(name) } else { None };
                let value = named.or_else(|| self.examples(schema).into_iter().next());
                (name.clone(), value.unwrap_or_default())
            });
            return Value::Object(fields.collect());
        }
        if let Some(one) = schema["enum"]
            .as_array()
            .and_then(|choices| choices.first())
        {
            return one.clone();
        }
        if !schema["example"].is_null() {
            return schema["example"].clone();
        }
        if schema["format"] == "uuid" {
            return json!(self.scene.office.cabinet.manager.uuid());
        }
        match kind(schema) {
            "array" => Value::from(self.examples(&schema["items"])),
            "integer" | "number" => json!(schema["minimum"].as_u64().unwrap_or(3)),
            "boolean" => json!(true),
            _ => json!("Texte"),
        }
    }

    /// What the agency really has.
    fn named(&self, name: &str) -> Option<Value> {
        let cabinet = &self.scene.office.cabinet;
        let known = match name {
            "property" => json!(cabinet.tilleuls.uuid()),
            "party" => json!(cabinet.girard.uuid()),
            "contractor" => json!(cabinet.plumber.uuid()),
            "assignment" => json!(self.scene.order.assignment.uuid()),
            "email" => json!("paul@girard.example"),
            "phone" => json!("06 39 98 00 09"),
            "amount" => json!("120,50"),
            "start" => json!("2026-03-03T09:00"),
            "completed_on" | "dated" => json!("2026-03-01"),
            "expected_at" => json!("2026-03-03T10:00"),
            "requested_at" => json!("2026-03-01T09:00:00+01:00"),
            "repeated_hour" => json!("first"),
            "html" => json!("<p>Note</p>"),
            _ => return None,
        };
        Some(known)
    }

    fn resolved<'v>(&'v self, schema: &'v Value) -> &'v Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                let found = self
                    .scene
                    .description
                    .pointer(reference.trim_start_matches('#'));
                self.resolved(found.expect("a schema that is described"))
            }
            None => schema,
        }
    }
}

fn kind(schema: &Value) -> &str {
    let alone = schema["type"].as_str();
    let mut several = schema["type"].as_array().into_iter().flatten();
    let not_null = several.find_map(|kind| kind.as_str().filter(|kind| *kind != "null"));
    alone.or(not_null).unwrap_or_default()
}

/// The places of everything that is no object, as JSON pointers.
fn leaves(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, format!("{at}/{name}"), into);
            }
        }
        Value::Array(items) => {
            into.push(at.clone());
            for (nth, value) in items.iter().enumerate() {
                leaves(value, format!("{at}/{nth}"), into);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => into.push(at),
    }
}

/// The body with this one place spoilt, in every way that can never be right there.
fn spoilt(sound: &Value, place: &str) -> Vec<(String, Vec<u8>)> {
    let present = sound.pointer(place).expect("a place in the body");
    let mut wrong: Vec<(&str, Value)> = vec![("an object", json!({ "hostile": MARK }))];
    match present {
        Value::String(_) => wrong.extend(texts()),
        Value::Number(_) => wrong.extend([
            ("a negative number", json!(-1)),
            ("a fraction", json!(0.5)),
            ("2⁶⁴ − 1", json!(u64::MAX)),
            ("−2⁶³", json!(i64::MIN)),
            ("a text for a number", json!("3")),
            ("nothing for a number", json!("")),
        ]),
        Value::Bool(_) => wrong.extend([
            ("a text for yes or no", json!("true")),
            ("a number for yes or no", json!(1)),
        ]),
        Value::Array(_) => wrong.extend([
            ("a text for a list", json!("x")),
            ("a list of lists", json!([[[[]]]])),
            ("a list of nothing", json!([null])),
        ]),
        Value::Null | Value::Object(_) => {}
    }
    let mut bodies: Vec<_> = wrong
        .into_iter()
        .map(|(name, value)| {
            (
                name.to_owned(),
                put(sound, place, value).to_string().into_bytes(),
            )
        })
        .collect();
    bodies.extend(written(sound, place));
    bodies
}

fn texts() -> Vec<(&'static str, Value)> {
    vec![
        ("U+0000", json!("a\0b")),
        ("a bell", json!("a\u{7}b")),
        ("100 KB", json!("é".repeat(50_000))),
        ("a number for a text", json!(3)),
        ("yes for a text", json!(true)),
        ("a list for a text", json!([MARK])),
    ]
}

/// What serde_json would not write by itself.
fn written(sound: &Value, place: &str) -> Vec<(String, Vec<u8>)> {
    const HERE: &str = "hostile-here";
    let body = put(sound, place, json!(HERE)).to_string();
    let deep = ["[".repeat(10_000), "]".repeat(10_000)].concat();
    let texts = [
        ("a lone surrogate", r#""\ud83d""#),
        ("1e400", "1e400"),
        ("10 000 arrays", deep.as_str()),
    ];
    let quoted = format!("\"{HERE}\"");
    let bodies =
        texts.map(|(name, text)| (name.to_owned(), body.replace(&quoted, text).into_bytes()));
    let mut bodies: Vec<_> = bodies.into();
    let (before, after) = body.split_once(HERE).expect("the place");
    let no_utf8 = [before.as_bytes(), b"\xff\xfe", after.as_bytes()].concat();
    bodies.push(("no UTF-8".to_owned(), no_utf8));
    bodies
}

fn put(sound: &Value, place: &str, value: Value) -> Value {
    let mut body = sound.clone();
    *body.pointer_mut(place).expect("a place in the body") = value;
    body
}

/// Each field of the body given twice, the second time as it was.
fn twice(sound: &Value) -> Vec<String> {
    let Value::Object(fields) = sound else {
        return Vec::new();
    };
    let doubled = fields.iter().map(|(name, value)| {
        let rest = serde_json::to_string(sound).expect("JSON");
        format!("{{\"{name}\":{value},{}", &rest[1..])
    });
    doubled.collect()
}
