//! What did callers say, and what were they told? Written down by them, apart from the product.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use uuid::Uuid;

/// What is sent.
#[derive(Clone, Debug)]
pub enum Content {
    Json(Value),
    File(Vec<u8>),
}

/// One request, to be sent again just as it is.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its `Idempotency-Key`.
    pub key: String,
    /// What is asked, in a word.
    pub kind: &'static str,
    /// Behind `/api/v1`.
    pub path: String,
    /// Whether the caller shows a token; by a personal link nobody does.
    pub signed: bool,
    pub content: Content,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Durable, it says.
    Done { ticket: Uuid, version: u64 },
    /// A rule or the request's own shape spoke against it.
    Refused { status: u16, code: String },
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub request: Request,
    /// How often it was sent.
    pub sent: u32,
    /// How often nothing came back, or 503.
    pub unanswered: u32,
    pub replies: Vec<Reply>,
}

impl Entry {
    pub fn is_open(&self) -> bool {
        self.replies.is_empty()
    }
}

#[derive(Default)]
struct Book {
    entries: BTreeMap<String, Entry>,
    /// Tickets whose texts were to be erased; whether that was acknowledged.
    erasures: BTreeMap<Uuid, bool>,
    /// Answers that must never be given, whatever happens.
    scandals: Vec<String>,
}

/// Shared by all callers.
#[derive(Clone, Default)]
pub struct Journal(Arc<Mutex<Book>>);

impl Journal {
    /// Before it leaves: what is not written down here was never said.
    pub fn sends(&self, request: &Request) {
        self.with(|book| {
            let fresh = || Entry {
                request: request.clone(),
                sent: 0,
                unanswered: 0,
                replies: Vec::new(),
            };
            let entry = book.entries.entry(request.key.clone());
            entry.or_insert_with(fresh).sent += 1;
        });
    }

    pub fn hears(&self, key: &str, reply: Reply) {
        self.with(|book| {
            if let Some(entry) = book.entries.get_mut(key) {
                entry.replies.push(reply);
            }
        });
    }

    pub fn hears_nothing(&self, key: &str) {
        self.with(|book| {
            if let Some(entry) = book.entries.get_mut(key) {
                entry.unanswered += 1;
            }
        });
    }

    /// Asks once. What becomes of it is the product's own affair: an erasure that was begun is never asked for again.
    pub fn asks_to_erase(&self, ticket: Uuid) {
        self.with(|book| book.erasures.insert(ticket, false));
    }

    pub fn is_erased(&self, ticket: Uuid) {
        self.with(|book| book.erasures.insert(ticket, true));
    }

    pub fn erasures(&self) -> BTreeMap<Uuid, bool> {
        self.with(|book| book.erasures.clone())
    }

    pub fn is_scandalised(&self, what: String) {
        self.with(|book| book.scandals.push(what));
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.with(|book| book.entries.values().cloned().collect())
    }

    /// Requests that nobody answered so far.
    pub fn open(&self) -> Vec<Request> {
        let entries = self.entries();
        let open = entries.into_iter().filter(Entry::is_open);
        open.map(|entry| entry.request).collect()
    }

    pub fn scandals(&self) -> Vec<String> {
        self.with(|book| book.scandals.clone())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Book) -> T) -> T {
        act(&mut self.0.lock().expect("the journal"))
    }
}
