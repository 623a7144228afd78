//! Is what an action says of its fields true: which are needed, how long they may be, what belongs to which choice?

use std::sync::Arc;

use harness::office::{Office, Order};
use harness::on_both;
use infra::database::Kind;
use serde_json::{Map, Value, json};

use super::body::{Known, Say, bodies, word};
use super::state::State;
use super::states::{listed_now, sends};

on_both!(what_is_said_of_each_field_is_so);

/// Between them these list everything that has fields.
const STATES: [State; 10] = [
    State::Pending,
    State::Awaiting,
    State::Planned,
    State::Completed,
    State::Invoiced,
    State::QuoteRequested,
    State::QuoteReceived,
    State::QuoteInApproval,
    State::QuoteAccepted,
    State::Closed,
];

async fn what_is_said_of_each_field_is_so(on: Kind) {
    let settings = json!({ "syndic": { "reopening_allowed": true } });
    let office = Office::open_with(on, &[], settings).await;
    let mut seen = Vec::new();
    for state in STATES {
        let order = state.reached(&office).await;
        for (name, action) in listed_now(&order).await {
            let has_fields = action["fields"].as_array().is_some_and(|it| !it.is_empty());
            if name != "attach_file" && has_fields && !seen.contains(&name) {
                holds(state, &name, &office).await;
                seen.push(name);
            }
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
}

/// Everything said at its longest is taken; each single thing that the fields rule out is refused and changes nothing.
async fn holds(state: State, name: &str, office: &Arc<Office>) {
    let known = |_: &Order| Known {
        office,
        attachment: None,
    };
    let count = {
        let order = state.reached(office).await;
        let action = &listed_now(&order).await[name];
        bodies(&action["fields"], Say::All, &known(&order)).len()
    };
    for nth in 0..count {
        let order = state.reached(office).await;
        let action = &listed_now(&order).await[name];
        let body = bodies(&action["fields"], Say::All, &known(&order)).swap_remove(nth);
        for (why, spoilt) in ruled_out(&action["fields"], &body) {
            is_refused(&order, action, &why, &spoilt).await;
        }
        let answer = sends(&order, action, &body).await;
        let said = body.as_object().map(|it| it.keys().collect::<Vec<_>>());
        let problem = &answer.text;
        assert!(
            answer.status.is_success(),
            "{name} with {said:?}: {problem}"
        );
    }
}

async fn is_refused(order: &Order, action: &Value, why: &str, body: &Value) {
    let before = order.read().await["version"].clone();
    let answer = sends(order, action, body).await;
    let name = &action["action"];
    assert!(
        matches!(answer.status.as_u16(), 400 | 422 | 409),
        "{name}, {why}: {} {}",
        answer.status,
        answer.text
    );
    assert_eq!(before, order.read().await["version"], "{name}, {why}");
}

/// Bodies that are wrong in one point each.
fn ruled_out(fields: &Value, body: &Value) -> Vec<(String, Value)> {
    let mut wrong = Vec::new();
    let Some(said) = body.as_object() else {
        return wrong;
    };
    for field in fields.as_array().into_iter().flatten() {
        let name = word(field, "name");
        let with = |value: Value| {
            let mut body = said.clone();
            body.insert(name.to_owned(), value);
            Value::Object(body)
        };
        let Some(value) = said.get(name) else {
            if field["when"].is_object() {
                wrong.push((
                    format!("{name} belongs to another choice"),
                    with(json!("x")),
                ));
            }
            continue;
        };
        if field["required"] == true {
            wrong.push((
                format!("without {name}"),
                Value::Object(without(said, name)),
            ));
        }
        wrong.extend(beyond(field).map(|(why, value)| (format!("{name} {why}"), with(value))));
        if value.is_object() && !field["fields"].is_null() {
            let inner = ruled_out(&field["fields"], value).into_iter();
            wrong.extend(inner.map(|(why, value)| (format!("{name}.{why}"), with(value))));
        }
    }
    wrong
}

fn without(said: &Map<String, Value>, name: &str) -> Map<String, Value> {
    let others = said.iter().filter(|(other, _)| *other != name);
    others
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Values just outside what a field says.
fn beyond(field: &Value) -> impl Iterator<Item = (&'static str, Value)> {
    let number = |name: &str| field[name].as_u64();
    let length = |length: u64| json!("x".repeat(usize::try_from(length).expect("a length")));
    let format = match word(field, "format") {
        "" | "html" => None,
        "uuid" | "date" | "date-time" | "local-date-time" | "euros" | "email" | "phone" => {
            Some("demain, peut-être")
        }
        other => panic!("{other} is a format that nobody knows"),
    };
    let needed = number("min_length").filter(|_| field["required"] == true);
    let all = [
        number("max_length").map(|most| ("is too long", length(most + 1))),
        needed
            .filter(|least| *least > 0)
            .map(|_| ("is empty", json!(""))),
        number("maximum").map(|most| ("is too large", json!(most + 1))),
        number("minimum")
            .filter(|least| *least > 0)
            .map(|least| ("is too small", json!(least - 1))),
        number("min_items")
            .filter(|least| *least > 0)
            .map(|_| ("has no items", json!([]))),
        field["choices"][0]
            .is_string()
            .then(|| ("is no choice", json!("maybe"))),
        format.map(|wrong| ("has another format", json!(wrong))),
        Some(("is of another type", json!(false))).filter(|_| field["type"] != "boolean"),
    ];
    all.into_iter().flatten()
}
