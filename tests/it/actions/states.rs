//! The states that a ticket and its parts go through: what is listed in each can be done, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::Actor;
use domain::ids::CommandId;
use domain::metadata::CommandContext;
use domain::ticket::{Action, TicketCommand, TimerKind, WholeAction};
use harness::caller::Answer;
use harness::office::{Office, Order};
use harness::on_both;
use infra::database::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::body::{Known, Say, bodies, word};
use super::state::State;

on_both!(what_is_listed_can_be_done_and_nothing_else);

/// What is listed of a ticket and of its last part: action and what stands there of it.
pub fn listed(read: &Value, part: &str) -> BTreeMap<String, Value> {
    let parts = read["assignments"].as_array().into_iter().flatten();
    let own = parts
        .filter(|it| it["id"] == part)
        .flat_map(|it| it["actions"].as_array().into_iter().flatten());
    let whole = read["actions"].as_array().into_iter().flatten();
    whole
        .chain(own)
        .map(|action| (word(action, "action").to_owned(), action.clone()))
        .collect()
}

/// Sends a body to where an action says.
pub async fn sends(order: &Order, action: &Value, body: &Value) -> Answer {
    let caller = order.office.caller(order.office.cabinet.manager);
    let path = word(action, "path")
        .strip_prefix("/api/v1")
        .expect("an address");
    assert_eq!(action["method"], "POST");
    if word(action, "action") == "attach_file" {
        return caller.upload(path, "photo.txt", "Une fuite").await;
    }
    caller.post(path, body).await
}

async fn what_is_listed_can_be_done_and_nothing_else(on: Kind) {
    let settings = json!({ "syndic": { "reopening_allowed": true } });
    let office = Office::open_with(on, &[], settings).await;
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    let mut listings = Vec::new();
    for state in State::ALL {
        let order = one_in(state, &office).await;
        let offered = listed_now(&order).await;
        for (name, action) in &offered {
            if state.is_looked_at(name) {
                can_be_done(state, action, &office).await;
            }
            seen.entry(name.clone()).or_insert_with(|| action.clone());
        }
        listings.push((state, order, offered));
    }
    let parts = Action::ALL.iter().map(|it| it.code().to_owned());
    let whole = WholeAction::ALL.iter().map(|it| it.code().to_owned());
    let all: BTreeSet<String> = parts.chain(whole).collect();
    assert_eq!(seen.keys().cloned().collect::<BTreeSet<_>>(), all);

    for (state, order, offered) in listings {
        for (name, action) in seen.iter().filter(|(name, _)| !offered.contains_key(*name)) {
            is_refused(state, &order, name, action).await;
        }
    }
}

/// A ticket in a state that only time leads to.
pub async fn one_in(state: State, office: &Arc<Office>) -> Order {
    let order = state.reached(office).await;
    if state == State::AwaitingCompletion {
        let (app, agency) = (&office.app.app, office.cabinet.id);
        let loaded = app.tickets.load(agency, order.id).await;
        let ticket = loaded.expect("a read").expect("a ticket").ticket;
        let mut deadlines = ticket.deadlines().into_iter();
        let asks = deadlines.find(|it| it.timer.kind == TimerKind::CompletionRequest);
        let asks = asks.expect("the question whether it is done");
        let command = TicketCommand::FireTimer { timer: asks.timer };
        let id = CommandId::new(Uuid::now_v7());
        let context = CommandContext::new(id, Actor::Timer, asks.due_at);
        let fired = app
            .tickets
            .execute(agency, order.id, command, context, None);
        fired.await.expect("a deadline that comes");
        assert_eq!(order.step().await, "awaiting_completion");
    }
    order
}

pub async fn listed_now(order: &Order) -> BTreeMap<String, Value> {
    listed(&order.read().await, &order.assignment.to_string())
}

/// What the body says; a file is sent as it is.
fn said(action: &Value) -> Value {
    if word(action, "action") == "attach_file" {
        json!([])
    } else {
        action["fields"].clone()
    }
}

/// Each choice of it on a ticket of its own.
async fn can_be_done(state: State, action: &Value, office: &Arc<Office>) {
    let known = Known {
        office,
        attachment: None,
    };
    for nth in 0..bodies(&said(action), Say::Needed, &known).len() {
        let order = one_in(state, office).await;
        let offered = listed_now(&order).await;
        let action = &offered[word(action, "action")];
        let body = &bodies(&said(action), Say::Needed, &known)[nth];
        let answer = sends(&order, action, body).await;
        assert!(
            answer.status.is_success(),
            "{state:?}: {} with {body}: {}",
            action["action"],
            answer.text
        );
    }
}

/// Refused, or (what already holds) without any effect.
async fn is_refused(state: State, order: &Order, name: &str, action: &Value) {
    let before = order.read().await["version"].clone();
    let known = Known {
        office: &order.office,
        attachment: None,
    };
    let mut action = action.clone();
    action["path"] = json!(on_this(word(&action, "path"), order));
    for mut body in bodies(&said(&action), Say::Needed, &known) {
        if body["assignment"].is_string() {
            body["assignment"] = json!(order.assignment);
        }
        let answer = sends(order, &action, &body).await;
        let after = order.read().await["version"].clone();
        assert_eq!(
            before, after,
            "{state:?}: {name} is not listed and had an effect"
        );
        let holds_already = answer.status.is_success();
        assert!(
            holds_already || matches!(answer.status.as_u16(), 404 | 409 | 422),
            "{state:?}: {name}: {} {}",
            answer.status,
            answer.text
        );
    }
}

/// The same address on another ticket.
fn on_this(path: &str, order: &Order) -> String {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    parts[4] = order.id.to_string();
    if parts.get(5).is_some_and(|it| it == "assignments") && parts.len() > 6 {
        parts[6] = order.assignment.to_string();
    }
    parts.join("/")
}
