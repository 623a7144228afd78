//! What is asked of the tickets? The requests of a ticket's life, as programs and contractors send them.

use chrono::{DateTime, Days, NaiveDateTime, Utc};
use chrono_tz::Europe::Paris;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _};
use serde_json::{Value, json};
use uuid::Uuid;

use super::journal::{Content, Request};
use crate::cabinet::Cabinet;
use crate::when::written;

/// Draws keys and words.
pub struct Pen<'a> {
    pub cabinet: &'a Cabinet,
    pub random: StdRng,
}

/// One contractor's part in one ticket.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub ticket: Uuid,
    pub assignment: Uuid,
}

impl Pen<'_> {
    fn request(&mut self, kind: &'static str, path: String, content: Content) -> Request {
        let mut key = [0; 16];
        self.random.fill_bytes(&mut key);
        Request {
            key: format!("rig-{}", Uuid::from_bytes(key).simple()),
            kind,
            path,
            signed: true,
            content,
        }
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    pub fn opening(&mut self) -> Request {
        let contractor = if self.chance(75) {
            self.cabinet.plumber
        } else {
            self.cabinet.locksmith
        };
        let mut body = json!({
            "module": "syndic",
            "property": self.cabinet.tilleuls.uuid(),
            // Nowhere else: what is found of it once it was erased was not erased.
            "subject": format!("Fuite Wqx{:08x}", self.random.random::<u32>()),
            "description": "De l’eau coule du plafond.",
            "contractor": { "contractor": contractor.uuid() },
            "ask_presence": true,
            "silent": self.chance(8),
            // Typed rather than taken from the directory: a new person, with a key of their own.
            "requester": { "name": "Odile Martin", "email": "odile.martin@courriel.example" },
        });
        if self.chance(25) {
            body["watchers"] =
                json!([{ "party": self.cabinet.girard.uuid(), "channels": { "email": true } }]);
            body["site_contact"] = json!({ "party": self.cabinet.petit.uuid(),
                                           "channels": { "email": true, "sms": true } });
        }
        self.request("open", "/tickets".to_owned(), Content::Json(body))
    }

    pub fn on_ticket(&mut self, part: Part, kind: &'static str, body: Value) -> Request {
        let path = format!("/tickets/{}/{kind}", part.ticket);
        self.request(kind, path, Content::Json(body))
    }

    pub fn on_part(&mut self, part: Part, kind: &'static str, body: Value) -> Request {
        let path = format!(
            "/tickets/{}/assignments/{}/{kind}",
            part.ticket, part.assignment
        );
        self.request(kind, path, Content::Json(body))
    }

    pub fn by_link(&mut self, token: &str, kind: &'static str, body: Value) -> Request {
        let path = format!("/links/{token}/{kind}");
        Request {
            signed: false,
            ..self.request(kind, path, Content::Json(body))
        }
    }

    /// What begins as a photo: a few kilobytes, or enough to arrive in several pieces.
    pub fn upload(&mut self, part: Part) -> Request {
        let size = if self.chance(30) { 400_000 } else { 6_000 };
        let mut bytes = vec![0; size];
        self.random.fill_bytes(&mut bytes);
        bytes[..4].copy_from_slice(b"\xff\xd8\xff\xe0");
        let path = format!("/tickets/{}/attachments?name=photo.jpg", part.ticket);
        self.request("attachments", path, Content::File(bytes))
    }

    pub fn note(&mut self, part: Part) -> Request {
        let html = format!("<p>vu {}</p>", self.random.random_range(0..1_000_000));
        self.on_ticket(part, "notes", json!({ "html": html }))
    }

    pub fn message(&mut self, part: Part) -> Request {
        let body = json!({ "to": "contractor", "assignment": part.assignment,
                           "subject": "Accès", "text": "Le code est changé." });
        self.on_ticket(part, "messages", body)
    }

    /// In the morning, one to three days from the child's present.
    pub fn slot(&mut self, now: DateTime<Utc>) -> Value {
        let day =
            now.with_timezone(&Paris).date_naive() + Days::new(self.random.random_range(1..4));
        let start: NaiveDateTime = day
            .and_hms_opt(self.random.random_range(8..12), 0, 0)
            .expect("a time of day");
        json!({ "start": written(start), "minutes": 90 })
    }
}

/// The day it is for the child, as a completion names it.
pub fn today(now: DateTime<Utc>) -> String {
    now.with_timezone(&Paris).date_naive().to_string()
}
