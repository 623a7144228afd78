//! Does everybody hear what is expected, of every operation? Each refusal on a ticket on which the same request would be
//! carried out for somebody else, and which is afterwards as it was.

use std::collections::BTreeSet;

use futures::{StreamExt as _, stream};
use harness::on_both;
use infra::database::Kind as Database;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use super::callers::{Caller, Link};
use super::errands::{self, Body};
use super::expected::{Door, Kind, Outcome};
use super::ground::{Ground, PICTURE};
use super::kinds::KINDS;
use super::links::MADE_UP;
use super::people::{People, REPORT_TOKEN};
use crate::hostile::routes;

on_both!(everybody_hears_what_is_expected);

/// Operations that are looked at at the same time.
const AT_ONCE: usize = 6;

#[test]
fn every_operation_stands_in_the_matrix_once() {
    let routed: BTreeSet<_> = routes::all()
        .into_iter()
        .filter_map(|route| {
            let path = route.path.strip_prefix("/api/v1")?;
            Some(format!("{} {path}", route.method))
        })
        .collect();
    let listed: Vec<_> = KINDS.iter().flat_map(|kind| kind.operations).collect();
    let once: BTreeSet<_> = listed.iter().map(ToString::to_string).collect();
    assert_eq!(listed.len(), once.len(), "one stands there twice");
    let missing: Vec<_> = routed.difference(&once).collect();
    assert!(missing.is_empty(), "nobody says who may: {missing:?}");
    let gone: Vec<_> = once.difference(&routed).collect();
    assert!(gone.is_empty(), "nothing leads there: {gone:?}");
}

async fn everybody_hears_what_is_expected(on: Database) {
    let people = People::come_together(on).await;
    // From the end, since an erasure reads all that was ever written.
    let all = KINDS.iter().rev();
    let all = all.flat_map(|kind| kind.operations.iter().map(move |it| (kind, *it)));
    let rows = stream::iter(all).map(|(kind, operation)| Row::laid(&people, kind, operation));
    let rows: Vec<_> = rows.buffered(AT_ONCE).collect().await;
    let mut wrong = Vec::new();
    for (everything, callers) in [
        (Some(true), others()),
        (None, vec![Caller::Assistant]),
        (Some(false), vec![Caller::AssistantWithout]),
    ] {
        people.assistants_may(everything).await;
        let each = stream::iter(&rows).map(|row| row.heard_by(&callers));
        let heard: Vec<_> = each.buffer_unordered(AT_ONCE).collect().await;
        wrong.extend(heard.into_iter().flatten());
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

fn others() -> Vec<Caller> {
    let mut all = Caller::all();
    all.retain(|it| !matches!(it, Caller::AssistantWithout | Caller::Assistant));
    all
}

/// One operation, and the ticket at which everybody is refused.
struct Row<'a> {
    people: &'a People,
    kind: &'a Kind,
    operation: &'static str,
    common: Ground,
    before: Option<Value>,
}

impl<'a> Row<'a> {
    async fn laid(people: &'a People, kind: &'a Kind, operation: &'static str) -> Self {
        let common = Ground::laid(errands::about(operation), people).await;
        Self {
            people,
            kind,
            operation,
            before: common.version().await,
            common,
        }
    }

    /// What is wrong with what these hear. Those who are refused come first.
    async fn heard_by(&self, callers: &[Caller]) -> Vec<String> {
        let mut callers = callers.to_vec();
        callers.sort_by_key(|caller| self.kind.expects(*caller) == Outcome::Done);
        let mut wrong = Vec::new();
        for caller in callers {
            let expected = self.kind.expects(caller);
            let own = if expected == Outcome::Done && errands::uses_up(self.operation) {
                Some(Ground::laid(errands::about(self.operation), self.people).await)
            } else {
                None
            };
            let asked = Asked {
                people: self.people,
                kind: self.kind,
                operation: self.operation,
                caller,
            };
            let ground = own.as_ref().unwrap_or(&self.common);
            wrong.extend(asked.heard(ground, expected).await);
        }
        if self.common.version().await != self.before {
            wrong.push(format!("{}: it was changed", self.operation));
        }
        wrong
    }
}

/// An operation that somebody asks for.
struct Asked<'a> {
    people: &'a People,
    kind: &'a Kind,
    operation: &'static str,
    caller: Caller,
}

impl Asked<'_> {
    async fn heard(&self, ground: &Ground, expected: Outcome) -> Option<String> {
        let (token, ground) = self.by_link(ground).await;
        let answer = self.request(&token, &ground).send().await;
        let answer = answer.expect("an answer");
        let status = answer.status();
        let is_stream = self.operation == "GET /events";
        let text = if is_stream && status.is_success() {
            String::new()
        } else {
            answer.text().await.expect("a text")
        };
        let as_expected = match expected {
            Outcome::Done => status.is_success(),
            Outcome::Elsewhere => status.is_success() && !self.tells_of(&text, &ground),
            Outcome::Unknown => status == StatusCode::UNAUTHORIZED,
            Outcome::Forbidden => status == StatusCode::FORBIDDEN,
            Outcome::NotThere => status == StatusCode::NOT_FOUND,
            Outcome::Unacceptable => status == StatusCode::UNPROCESSABLE_ENTITY,
        };
        let (name, text) = (
            self.caller.name(),
            text.chars().take(300).collect::<String>(),
        );
        (!as_expected).then(|| {
            format!(
                "{} by {name}: {expected:?} expected, {status} {text}",
                self.operation
            )
        })
    }

    /// Whether an answer names the ticket in question, or the agency to somebody of another one.
    fn tells_of(&self, text: &str, ground: &Ground) -> bool {
        let cabinet = &self.people.office.cabinet;
        let ticket = ground.order.as_ref().map(|order| order.id.to_string());
        let agency = (self.caller == Caller::Stranger).then(|| {
            [
                cabinet.id.to_string(),
                cabinet.tilleuls.to_string(),
                cabinet.plumber.to_string(),
            ]
        });
        let secret = agency.into_iter().flatten().chain(ticket);
        secret.into_iter().any(|it| text.contains(&it))
    }

    /// The token in the address, and what the address is about: who brings a link, brings that of the ticket, but for a link
    /// that is another one's.
    async fn by_link(&self, ground: &Ground) -> (String, Ground) {
        let people = self.people;
        let fits = match (self.kind.door, self.caller) {
            (Door::Gateway, Caller::Gateway) => return (REPORT_TOKEN.to_owned(), ground.clone()),
            (Door::Contractors, Caller::Contractor(link))
            | (Door::Approvers, Caller::Approver(link))
            | (Door::Requesters, Caller::Requester(link)) => Some(link),
            _ => None,
        };
        let Some(link) = fits else {
            let token = people.own_link(self.caller).unwrap_or(MADE_UP);
            return (token.to_owned(), ground.clone());
        };
        if link == Link::Own {
            let token = people.link(self.caller, ground).await;
            return (token.expect("a link"), ground.clone());
        }
        let other = Ground::laid(errands::about(self.operation), people).await;
        let token = people.link(self.caller, &other).await.expect("a link");
        match link {
            Link::Own | Link::Other => (token, ground.clone()),
            Link::Expired | Link::Revoked => (token, other),
        }
    }

    fn request(&self, token: &str, ground: &Ground) -> RequestBuilder {
        let (people, operation) = (self.people, self.operation);
        let (method, path) = operation.split_once(' ').expect("a method and a path");
        let address = format!(
            "{}/api/v1{}{}",
            people.office.app.url,
            ground.address(path, token),
            errands::query(operation)
        );
        let method: Method = method.parse().expect("a method");
        let request = people.client.request(method, address);
        let shown = people.token(self.caller);
        let request = if self.caller == Caller::SignedIn {
            request.header("Cookie", &people.session)
        } else if let Some(token) = shown {
            request.bearer_auth(token)
        } else {
            request
        };
        match errands::body(operation, people, ground) {
            Body::None => request,
            Body::File => request.body(PICTURE),
            Body::Json(said) => request.json(&said),
        }
    }
}
