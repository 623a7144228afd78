//! The states that a ticket and its parts go through: what is listed in each can be done, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::Actor;
use domain::ids::{AssignmentId, CommandId};
use domain::metadata::CommandContext;
use domain::ticket::{Action, StepCode, TicketCommand, TimerKind, WholeAction};
use harness::caller::Answer;
use harness::office::{Office, Order};
use harness::on_both;
use harness::people::slot;
use harness::when::tomorrow_at;
use infra::database::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::body::{Known, Say, bodies, word};

on_both!(what_is_listed_can_be_done_and_nothing_else);

/// What the API has no operation for, and therefore never lists.
const IN_THE_DOMAIN_ONLY: [&str; 10] = [
    "promise_quote",
    "submit_quote",
    "request_quote",
    "accept_quote",
    "refuse_quote",
    "send_signed_quote",
    "request_approval",
    "approve_quote",
    "disapprove_quotes",
    "remind_approver",
];

/// Where a ticket stands that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Dismissed,
    Awaiting,
    Planned,
    /// The contractor found that a quote is needed.
    Called,
    Confirmed,
    OnSite,
    AwaitingCompletion,
    Completed,
    InvoiceRequested,
    Invoiced,
    Declined,
    Cancelled,
    Several,
    Closed,
}

impl State {
    pub const ALL: [Self; 15] = [
        Self::Pending,
        Self::Dismissed,
        Self::Awaiting,
        Self::Planned,
        Self::Called,
        Self::Confirmed,
        Self::OnSite,
        Self::AwaitingCompletion,
        Self::Completed,
        Self::InvoiceRequested,
        Self::Invoiced,
        Self::Declined,
        Self::Cancelled,
        Self::Several,
        Self::Closed,
    ];

    /// What the agency enters after the opening.
    fn entries(self) -> Vec<(&'static str, Value)> {
        let accepted = (
            "answers",
            json!({ "answer": "accept", "slot": slot(tomorrow_at(9, 0)) }),
        );
        let on_site = ("presence-answers", json!({ "answer": "on_site" }));
        let done = ("completions", json!({ "completed_on": "2026-03-02" }));
        let asked = ("invoice-requests", json!({}));
        let all = [accepted, on_site, done, asked];
        let first = |n: usize| all.iter().take(n).cloned().collect::<Vec<_>>();
        let after = |n: usize, last| first(n).into_iter().chain([last]).collect::<Vec<_>>();
        match self {
            Self::Pending | Self::Dismissed | Self::Awaiting | Self::Several | Self::Closed => {
                vec![]
            }
            Self::Planned => first(1),
            Self::Called => after(1, ("quote-needs", json!({}))),
            Self::Confirmed => after(1, ("slot-confirmations", json!({}))),
            Self::OnSite | Self::AwaitingCompletion => first(2),
            Self::Completed => first(3),
            Self::InvoiceRequested => first(4),
            Self::Invoiced => after(
                4,
                ("invoices", json!({ "invoice": { "amount": "248,50" } })),
            ),
            Self::Declined => vec![(
                "answers",
                json!({ "answer": "decline", "reason": "Complet" }),
            )],
            Self::Cancelled => vec![("cancellations", json!({}))],
        }
    }

    /// What concerns no contractor's part is the same at each of its steps.
    fn is_looked_at(self, action: &str) -> bool {
        let is_whole = WholeAction::ALL.iter().any(|it| it.code() == action);
        let may_differ = ["engage_contractor", "send_message", "acknowledge_attention"];
        !is_whole
            || may_differ.contains(&action)
            || matches!(
                self,
                Self::Pending | Self::Awaiting | Self::Several | Self::Closed
            )
    }

    /// A ticket that has come so far. Nobody waits for its messages.
    pub async fn reached(self, office: &Arc<Office>) -> Order {
        let manager = office.manager();
        if matches!(self, Self::Pending | Self::Dismissed) {
            let request = begun(office, "/requests", &manager.demand()).await;
            if self == Self::Dismissed {
                let reason = json!({ "reason": "Déjà fait" });
                let answer = manager.tries_on_ticket(&request, "dismissals", reason);
                let _ = answer.await.succeeded();
            }
            return request;
        }
        let mut leak = manager.leak();
        if self == Self::Several {
            leak["other_contractors"] = json!([{ "contractor": office.cabinet.locksmith.uuid() }]);
        }
        let order = begun(office, "/tickets", &leak).await;
        for (what, body) in self.entries() {
            let _ = manager.tries(&order, what, body).await.succeeded();
        }
        if self == Self::Closed {
            let answer = manager.tries_on_ticket(&order, "closures", json!({}));
            let _ = answer.await.succeeded();
        }
        order
    }
}

async fn begun(office: &Arc<Office>, path: &str, body: &Value) -> Order {
    let caller = office.caller(office.cabinet.manager);
    let done = caller.post(path, body).await.succeeded().json();
    let id = word(&done, "ticket").parse().expect("an id");
    let order = Order {
        office: Arc::clone(office),
        id,
        assignment: AssignmentId::new(Uuid::nil()),
    };
    let read = order.read().await;
    let part = read["assignments"][0]["id"].as_str();
    Order {
        assignment: part.map_or(order.assignment, |id| id.parse().expect("an id")),
        ..order
    }
}

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
    let all = parts.chain(whole);
    let all: BTreeSet<String> = all
        .filter(|it| !IN_THE_DOMAIN_ONLY.contains(&it.as_str()))
        .collect();
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

/// Whatever steps there are, each is looked at.
#[test]
fn every_step_is_among_the_states() {
    for step in StepCode::ALL {
        let state = match step {
            StepCode::AwaitingAnswer => State::Awaiting,
            // No operation of the API leads there.
            StepCode::QuoteRequested
            | StepCode::QuotePromised
            | StepCode::QuoteReceived
            | StepCode::QuoteInApproval
            | StepCode::QuoteDisapproved
            | StepCode::QuoteApproved
            | StepCode::QuoteAccepted
            | StepCode::QuoteRefused => continue,
            StepCode::Planned => State::Planned,
            StepCode::OnSite => State::OnSite,
            StepCode::AwaitingCompletion => State::AwaitingCompletion,
            StepCode::Completed => State::Completed,
            StepCode::InvoiceRequested => State::InvoiceRequested,
            StepCode::Invoiced => State::Invoiced,
            StepCode::Declined => State::Declined,
            StepCode::Cancelled => State::Cancelled,
        };
        assert!(State::ALL.contains(&state));
    }
}
