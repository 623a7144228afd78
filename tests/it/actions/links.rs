//! Can a contractor's link do what it lists, with what each action says it needs, and nothing else?

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use harness::caller::ApiCaller;
use harness::office::{Office, Order};
use harness::on_both;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::Value;

use super::body::{Known, Say, bodies, word};
use super::state::State;

on_both!(a_link_does_what_it_lists_and_nothing_else);

/// Where the contractor's part stands, and when they look.
fn moments() -> [(State, NaiveDateTime); 7] {
    [
        (State::Awaiting, tomorrow_at(8, 0)),
        (State::Planned, tomorrow_at(8, 0)),
        // Asked whether they are there.
        (State::Confirmed, tomorrow_at(8, 50)),
        (State::Planned, tomorrow_at(9, 30)),
        (State::OnSite, tomorrow_at(9, 30)),
        (State::Completed, tomorrow_at(9, 30)),
        (State::Invoiced, tomorrow_at(9, 30)),
    ]
}

async fn a_link_does_what_it_lists_and_nothing_else(on: Kind) {
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    let mut rest = Vec::new();
    for (state, moment) in moments() {
        let office = Office::open(on).await;
        // One for each action there may be, and its choices.
        let mut tickets = Vec::new();
        for _ in 0..16 {
            tickets.push(state.reached(&office).await);
        }
        office.until(moment).await;
        let mut tickets = tickets.into_iter();
        let first = tickets.next().expect("a ticket");
        let offered = listed(&first).await;
        for (name, action) in &offered {
            each_choice(state, name, &office, &mut tickets).await;
            seen.entry(name.clone()).or_insert_with(|| action.clone());
        }
        rest.push((state, first, offered));
    }
    assert_eq!(seen.len(), 11, "{:?}", seen.keys());
    for (state, order, offered) in rest {
        let others = seen.iter().filter(|(name, _)| !offered.contains_key(*name));
        for (name, action) in others {
            is_refused(state, &order, name, action).await;
        }
    }
}

async fn token(order: &Order) -> String {
    let link = order.link().await.expect("a link");
    link.rsplit('/').next().expect("a token").to_owned()
}

async fn listed(order: &Order) -> BTreeMap<String, Value> {
    let path = format!("/links/{}", token(order).await);
    let read = nobody(order).get(&path).await.succeeded().json();
    let lists = [&read["actions"], &read["assignment"]["actions"]];
    let all = lists
        .into_iter()
        .flat_map(|list| list.as_array().into_iter().flatten());
    all.map(|action| (word(action, "action").to_owned(), action.clone()))
        .collect()
}

/// The link is the authorisation; a token of the agency's is not looked at.
fn nobody(order: &Order) -> ApiCaller {
    ApiCaller::new(&order.office.app.url, "nobody")
}

async fn sends(order: &Order, action: &Value, body: &Value) -> harness::caller::Answer {
    let path = word(action, "path")
        .strip_prefix("/api/v1")
        .expect("an address");
    if word(action, "action") == "attach_file" {
        return nobody(order).upload(path, "photo.txt", "Une fuite").await;
    }
    nobody(order).post(path, body).await
}

async fn each_choice(
    state: State,
    name: &str,
    office: &Office,
    tickets: &mut impl Iterator<Item = Order>,
) {
    let known = Known {
        office,
        attachment: None,
    };
    let mut nth = 0;
    loop {
        let order = tickets.next().expect("enough tickets");
        let action = &listed(&order).await[name];
        let all = if name == "attach_file" {
            vec![Value::Null]
        } else {
            bodies(&action["fields"], Say::Needed, &known)
        };
        let answer = sends(&order, action, &all[nth]).await;
        assert!(
            answer.status.is_success(),
            "{state:?}: {name} with {}: {}",
            all[nth],
            answer.text
        );
        nth += 1;
        if nth == all.len() {
            return;
        }
    }
}

async fn is_refused(state: State, order: &Order, name: &str, action: &Value) {
    let before = order.read().await["version"].clone();
    let known = Known {
        office: &order.office,
        attachment: None,
    };
    let mut action = action.clone();
    let mut path: Vec<&str> = word(&action, "path").split('/').collect();
    let token = token(order).await;
    path[4] = &token;
    action["path"] = path.join("/").into();
    for body in bodies(&action["fields"], Say::Needed, &known) {
        let answer = sends(order, &action, &body).await;
        let after = order.read().await["version"].clone();
        assert_eq!(
            before, after,
            "{state:?}: {name} is not listed and had an effect"
        );
        assert!(
            answer.status.is_success() || matches!(answer.status.as_u16(), 404 | 409 | 422),
            "{state:?}: {name}: {} {}",
            answer.status,
            answer.text
        );
    }
}
