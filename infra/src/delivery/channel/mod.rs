//! What leaves, and through what? The port that every way out implements, and what it is handed.

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::personal::Subject;
use uuid::Uuid;

use super::outcome::Outcome;

pub mod mailbox;
pub mod recording;
pub mod sms;
pub mod smtp;

/// One way out: a mail server, an SMS gateway, the built-in mailbox.
#[async_trait]
pub trait Channel: Send + Sync {
    /// One word for logs and counters.
    fn name(&self) -> &'static str;

    /// Makes one attempt, bounded in time by the channel itself. Never panics, never retries: that is the outbox's work.
    async fn send(&self, parcel: &Parcel) -> Outcome;
}

/// One rendered message on its way to one person.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub agency: AgencyId,
    pub ticket: TicketId,
    /// The outbox row that it came from.
    pub id: Uuid,
    /// Fixed when the outbox row was made, the same at every attempt.
    pub reference: String,
    pub at: DateTime<Utc>,
    /// Everybody whose personal data stands in it, so that a kept copy can be erased with them.
    pub subjects: Vec<Subject>,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    Email(Box<Email>),
    Sms(Sms),
}

/// A name and an address, as in `Cabinet Durand <contact@durand.example>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    pub name: Option<String>,
    pub address: String,
}

impl fmt::Display for Correspondent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Email {
    pub from: Correspondent,
    pub to: Correspondent,
    pub reply_to: Option<Correspondent>,
    /// With its angle brackets.
    pub message_id: String,
    /// First Message-ID of the thread with this person, if this is not it.
    pub thread: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Nobody pressed a button for it: says so in a header, and asks robots not to answer.
    pub automatic: bool,
    pub calendar: Option<CalendarFile>,
    pub enclosed: Vec<Enclosed>,
    pub links: Vec<String>,
}

/// A file that goes with an e-mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosed {
    pub name: String,
    pub media_type: &'static str,
    pub content: Vec<u8>,
}

/// Neither its name nor what it says belongs in a log.
impl fmt::Debug for Enclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Enclosed({}, {} bytes)",
            self.media_type,
            self.content.len()
        )
    }
}

/// A visit for the recipient's own calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFile {
    /// `REQUEST` or `CANCEL`, repeated in the content type.
    pub method: &'static str,
    pub file_name: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Sms {
    /// At most 11 letters, or empty for the gateway's own.
    pub sender: String,
    /// E.164, with its plus.
    pub to: String,
    pub text: String,
    pub links: Vec<String>,
}
