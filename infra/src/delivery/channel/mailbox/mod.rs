//! Where do messages go when no mail server or gateway is set? Into a table that staff read in the browser.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::personal::Subject;
use serde_json::json;
use uuid::Uuid;

use super::{Channel, Content, Email, Parcel, Sms};
use crate::database::{Database, DatabaseFault, Row, Statement, Tx, Value};
use crate::delivery::outcome::Outcome;
use crate::sql;

const KEEP: Statement = sql!("sql/keep.sql");
const LIST: Statement = sql!("sql/list.sql");
const FIND: Statement = sql!("sql/find.sql");
const ERASE: Statement = sql!("sql/erase.postgres.sql", "sql/erase.sqlite.sql");
const ERASE_LATE: Statement = sql!("sql/erase_late.postgres.sql", "sql/erase_late.sqlite.sql");

pub const STATEMENTS: &[&Statement] = &[&KEEP, &LIST, &FIND, &ERASE, &ERASE_LATE];

/// Keeps messages instead of sending them, and shows them.
#[derive(Clone, Debug)]
pub struct Mailbox {
    database: Database,
}

/// One kept message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxMessage {
    pub id: Uuid,
    pub ticket: TicketId,
    /// `email` or `sms`.
    pub channel: String,
    /// `Name <address>` or a number.
    pub recipient: String,
    /// Empty for SMS.
    pub subject: String,
    pub body: String,
    pub html: Option<String>,
    /// The calendar file's text.
    pub calendar: Option<String>,
    pub links: Vec<String>,
    /// Name and value of the headers that a reader may want to see.
    pub headers: Vec<(String, String)>,
    pub sent_at: DateTime<Utc>,
}

impl Mailbox {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// The newest messages of an agency, of one ticket only if one is named.
    pub async fn list(
        &self,
        agency: AgencyId,
        ticket: Option<TicketId>,
        limit: u32,
    ) -> Result<Vec<MailboxMessage>, DatabaseFault> {
        let params = [
            agency.into(),
            Value::Uuid(ticket.map(TicketId::uuid)),
            i64::from(limit).into(),
        ];
        self.database
            .fetch(&LIST, &params)
            .await?
            .iter()
            .map(message)
            .collect()
    }

    pub async fn find(
        &self,
        agency: AgencyId,
        id: Uuid,
    ) -> Result<Option<MailboxMessage>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&FIND, &[agency.into(), id.into()])
            .await?;
        row.as_ref().map(message).transpose()
    }

    /// Empties every message in which somebody's personal data stands.
    pub async fn erase(
        tx: &mut Tx,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<u64, DatabaseFault> {
        tx.execute(&ERASE, &[agency.into(), subject.as_str().into()])
            .await
    }

    /// Keeping the same parcel again replaces nothing: its reference is the same.
    async fn keep(&self, parcel: &Parcel, kept: Kept<'_>) -> Result<(), DatabaseFault> {
        let subjects: Vec<&str> = parcel.subjects.iter().map(Subject::as_str).collect();
        let params: [Value; 13] = [
            parcel.agency.into(),
            parcel.id.into(),
            parcel.ticket.into(),
            kept.channel.into(),
            kept.recipient.into(),
            kept.subject.into(),
            kept.body.into(),
            Value::Text(kept.html.map(str::to_owned)),
            Value::Text(kept.calendar.map(str::to_owned)),
            json!(kept.links).into(),
            json!(subjects).into(),
            json!(kept.headers).into(),
            parcel.at.into(),
        ];
        self.database.execute(&KEEP, &params).await?;
        // Looked at only now: an erasure that comes later finds the message in its place.
        let kept = [parcel.agency.into(), parcel.id.into()];
        self.database.execute(&ERASE_LATE, &kept).await?;
        Ok(())
    }
}

/// What both kinds of message come to here.
struct Kept<'a> {
    channel: &'static str,
    recipient: String,
    subject: &'a str,
    body: &'a str,
    html: Option<&'a str>,
    calendar: Option<&'a str>,
    links: &'a [String],
    headers: Vec<(&'static str, String)>,
}

impl<'a> From<&'a Email> for Kept<'a> {
    fn from(email: &'a Email) -> Self {
        let mut headers = vec![
            ("From", email.from.to_string()),
            ("Message-ID", email.message_id.clone()),
        ];
        headers.extend(
            email
                .reply_to
                .as_ref()
                .map(|to| ("Reply-To", to.to_string())),
        );
        headers.extend(
            email
                .thread
                .as_ref()
                .map(|first| ("In-Reply-To", first.clone())),
        );
        if email.automatic {
            headers.push(("Auto-Submitted", "auto-generated".to_owned()));
        }
        let enclosed = email.enclosed.iter();
        headers.extend(enclosed.map(|file| ("Attachment", file.name.clone())));
        Self {
            channel: "email",
            recipient: email.to.to_string(),
            subject: &email.subject,
            body: &email.text,
            html: Some(&email.html),
            calendar: email.calendar.as_ref().map(|file| file.text.as_str()),
            links: &email.links,
            headers,
        }
    }
}

impl<'a> From<&'a Sms> for Kept<'a> {
    fn from(sms: &'a Sms) -> Self {
        Self {
            channel: "sms",
            recipient: sms.to.clone(),
            subject: "",
            body: &sms.text,
            html: None,
            calendar: None,
            links: &sms.links,
            headers: vec![("From", sms.sender.clone())],
        }
    }
}

fn message(row: &Row) -> Result<MailboxMessage, DatabaseFault> {
    // Both were written above as what they are read as.
    let links = serde_json::from_value(row.json("links")?).unwrap_or_default();
    let headers = serde_json::from_value(row.json("headers")?).unwrap_or_default();
    Ok(MailboxMessage {
        id: row.uuid("id")?,
        ticket: row.uuid("ticket")?.into(),
        channel: row.text("channel")?,
        recipient: row.text("recipient")?,
        subject: row.text("subject")?,
        body: row.text("body")?,
        html: row.opt_text("html")?,
        calendar: row.opt_text("calendar")?,
        links,
        headers,
        sent_at: row.time("sent_at")?,
    })
}

#[async_trait]
impl Channel for Mailbox {
    fn name(&self) -> &'static str {
        "mailbox"
    }

    async fn send(&self, parcel: &Parcel) -> Outcome {
        let kept = match &parcel.content {
            Content::Email(email) => Kept::from(&**email),
            Content::Sms(sms) => Kept::from(sms),
        };
        match self.keep(parcel, kept).await {
            Ok(()) => Outcome::sent(),
            Err(fault) => {
                tracing::error!(%fault, message = %parcel.id, "the mailbox does not take a message");
                Outcome::later("mailbox: the database does not take it")
            }
        }
    }
}
