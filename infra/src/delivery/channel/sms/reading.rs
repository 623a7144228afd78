//! What does a gateway's answer mean? A small table of rules, first match first, and a careful default.

use std::str::FromStr;

use serde_json::Value;

use super::http::Answer;
use crate::delivery::outcome::Outcome;

/// What an answer that matches a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    Permanent,
    Temporary,
}

/// A status, a place in the JSON body, or both. A rule without either matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub statuses: Vec<u16>,
    pub place: Option<Place>,
    pub verdict: Verdict,
}

impl Rule {
    pub fn statuses(verdict: Verdict, statuses: &[u16]) -> Self {
        Self {
            statuses: statuses.to_vec(),
            place: None,
            verdict,
        }
    }
    pub fn place(verdict: Verdict, place: Place) -> Self {
        Self {
            statuses: Vec::new(),
            place: Some(place),
            verdict,
        }
    }
    pub fn also_at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    fn matches(&self, answer: &Answer) -> bool {
        let status = self.statuses.is_empty() || self.statuses.contains(&answer.status.as_u16());
        status
            && self
                .place
                .as_ref()
                .is_none_or(|place| place.holds(&answer.body))
    }
}

/// A JSON pointer (RFC 6901) and the value expected there, written `/status=ok`; `/id` alone asks only that it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pointer: String,
    expected: Option<String>,
}

impl Place {
    pub(super) fn holds(&self, body: &Value) -> bool {
        match (body.pointer(&self.pointer), &self.expected) {
            (None | Some(Value::Null), _) => false,
            (Some(_), None) => true,
            (Some(found), Some(expected)) => plain(found) == *expected,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a place in an answer begins with a slash, as in /status=ok")]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;
    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let (pointer, expected) = match text.split_once('=') {
            Some((pointer, expected)) => (pointer, Some(expected.to_owned())),
            None => (text, None),
        };
        if pointer.starts_with('/') {
            Ok(Self {
                pointer: pointer.to_owned(),
                expected,
            })
        } else {
            Err(NotAPlace)
        }
    }
}

/// The rules of one gateway, and where its own reference for the message stands.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub rules: Vec<Rule>,
    pub reference: Option<String>,
}

impl Reading {
    pub(super) fn outcome(&self, answer: &Answer) -> Outcome {
        let status = answer.status.as_u16();
        if status == 429 {
            return barred(answer);
        }
        match self
            .rules
            .iter()
            .find(|rule| rule.matches(answer))
            .map(|rule| rule.verdict)
        {
            Some(Verdict::Accepted) => self.accepted(answer),
            Some(Verdict::Permanent) => Outcome::failed(format!("sms gateway: {status}")),
            Some(Verdict::Temporary) => temporary(answer),
            None => by_status(answer),
        }
    }

    /// A gateway that gives references has taken nothing for certain where it gives none: what answered is perhaps a
    /// proxy, or broke off.
    fn accepted(&self, answer: &Answer) -> Outcome {
        let Some(place) = self.reference.as_deref() else {
            return Outcome::sent();
        };
        match answer.body.pointer(place).and_then(reference) {
            Some(reference) => Outcome::Sent {
                reference: Some(reference),
            },
            None => Outcome::unknown(format!(
                "sms gateway: {} without a reference",
                answer.status.as_u16()
            )),
        }
    }
}

/// What no rule speaks of. An error of the gateway's own may come before or after it took the message: unknown, not later.
fn by_status(answer: &Answer) -> Outcome {
    let status = answer.status.as_u16();
    let reason = format!("sms gateway: {status}");
    match status {
        // Wrong key, no credit, moved away, nothing at this address: ours to mend, and the same for every message.
        300..=399 | 401..=405 | 407 | 410 | 415 => barred(answer),
        408 | 425 | 503 => temporary(answer),
        400..=499 => Outcome::failed(reason),
        _ => Outcome::unknown(reason),
    }
}

fn temporary(answer: &Answer) -> Outcome {
    Outcome::Later {
        reason: format!("sms gateway: {}", answer.status.as_u16()),
        retry_after: answer.retry_after,
    }
}

fn barred(answer: &Answer) -> Outcome {
    Outcome::Barred {
        reason: format!("sms gateway: {}", answer.status.as_u16()),
        retry_after: answer.retry_after,
    }
}

/// A text or a number that could be a reference. Others are not kept: PostgreSQL has no place for U+0000, and an SMS of
/// which nothing could be recorded would be sent again.
pub(super) fn reference(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let could_be = (1..=200).contains(&text.len()) && !text.chars().any(char::is_control);
    could_be.then_some(text)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}
