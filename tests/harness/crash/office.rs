//! How does a caller talk to the product? One request, one answer, and both sides written down.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use infra::links::Links;
use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use uuid::Uuid;

use super::face::Face;
use super::journal::{Content, Journal, Reply, Request};
use crate::cabinet::Cabinet;

/// What all callers share.
#[derive(Clone)]
pub struct Office {
    pub cabinet: Arc<Cabinet>,
    pub journal: Journal,
    pub face: Face,
    pub links: Links,
    /// Every ticket is to be erased as soon as something is written on it.
    pub erasing: Arc<AtomicBool>,
    pub client: reqwest::Client,
    /// Of the API, without a slash at the end.
    pub url: String,
}

/// What came of one try.
pub(super) enum Heard {
    Reply(Reply),
    /// It was sent, and nobody knows what became of it.
    Nothing,
    /// Nobody listens: it was not even sent.
    Nobody,
}

/// What came over the wire.
enum Wire {
    Answer(u16, String),
    Broken,
    Refused,
}

impl Office {
    /// Says it once, and writes both sides down.
    pub(super) async fn say(&self, request: &Request) -> Heard {
        self.journal.sends(request);
        match self.send(request).await {
            Wire::Answer(status, body) => self.read(request, status, &body),
            Wire::Refused => Heard::Nobody,
            Wire::Broken => {
                self.journal.hears_nothing(&request.key);
                Heard::Nothing
            }
        }
    }

    async fn send(&self, request: &Request) -> Wire {
        let url = format!("{}{}", self.url, request.path);
        let mut sending = self
            .client
            .post(url)
            .header("Idempotency-Key", &request.key)
            .timeout(Duration::from_secs(30));
        if request.signed {
            sending = sending.bearer_auth(self.cabinet.token(self.cabinet.manager));
        }
        let sending = match &request.content {
            Content::Json(body) => sending.json(body),
            Content::File(bytes) => sending.body(bytes.clone()),
        };
        let answer = match sending.send().await {
            Ok(answer) => answer,
            Err(error) if error.is_connect() => return Wire::Refused,
            Err(_) => return Wire::Broken,
        };
        let status = answer.status().as_u16();
        let text = answer.text().await;
        text.map_or(Wire::Broken, |text| Wire::Answer(status, text))
    }

    fn read(&self, request: &Request, status: u16, body: &str) -> Heard {
        let json: Value = serde_json::from_str(body).unwrap_or_default();
        let reply = match status {
            200 | 201 => Reply::Done {
                ticket: json["ticket"]
                    .as_str()
                    .and_then(|id| id.parse().ok())
                    .unwrap_or_default(),
                version: json["version"].as_u64().unwrap_or_default(),
            },
            // The request may have been carried out or not.
            503 => {
                if json["code"].as_str().is_none() {
                    let what = format!("503 without a problem's words to {}", request.kind);
                    self.journal.is_scandalised(what);
                }
                self.journal.hears_nothing(&request.key);
                return Heard::Nothing;
            }
            500.. => {
                let what = format!("{status} to {}: {body}", request.kind);
                self.journal.is_scandalised(what);
                self.journal.hears_nothing(&request.key);
                return Heard::Nothing;
            }
            _ => Reply::Refused {
                status,
                code: json["code"].as_str().unwrap_or_default().to_owned(),
            },
        };
        self.journal.hears(&request.key, reply.clone());
        Heard::Reply(reply)
    }

    /// Has everything erased that was written on a ticket. Says whether anybody listened.
    pub(super) async fn erases(&self, ticket: Uuid) -> bool {
        self.journal.asks_to_erase(ticket);
        let asking = self
            .client
            .post(format!("{}/ticket-texts/{ticket}/erase", self.url))
            .bearer_auth(self.cabinet.token(self.cabinet.manager))
            .json(&json!({}))
            .timeout(Duration::from_secs(30));
        let answer = match asking.send().await {
            Ok(answer) => answer,
            Err(error) if error.is_connect() => return false,
            // Without an answer, nobody knows what was done.
            Err(_) => return true,
        };
        match answer.status().as_u16() {
            200 => self.journal.is_erased(ticket),
            503 => {}
            other => {
                let said = answer.text().await.unwrap_or_default();
                let what = format!("{other} to the erasure of {ticket}: {said}");
                self.journal.is_scandalised(what);
            }
        }
        true
    }

    /// Says again whatever was left without an answer; some of it twice.
    pub async fn repeats_what_is_open(&self, random: &mut StdRng) {
        for request in self.journal.open() {
            let mut times = if random.random_bool(0.3) { 2 } else { 1 };
            for _ in 0..100 {
                if let Heard::Reply(_) = self.say(&request).await {
                    times -= 1;
                    if times == 0 {
                        break;
                    }
                }
            }
        }
    }
}
