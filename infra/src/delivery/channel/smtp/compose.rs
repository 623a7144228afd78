//! What does an e-mail look like on the wire?
//!
//! `multipart/alternative` of text and HTML. With a visit, the calendar part stands last among the alternatives, where
//! Outlook, Google and Apple look for it, and once more as a file for everybody else. What is enclosed follows.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use crate::delivery::channel::{CalendarFile, Correspondent, Email};

/// Why an e-mail cannot be written. Says nothing of the address itself.
#[derive(Debug)]
pub(super) enum ComposeFault {
    Address,
    Structure,
}

impl ComposeFault {
    pub(super) fn what(&self) -> &'static str {
        match self {
            Self::Address => "an address is not valid",
            Self::Structure => "a header or a part is not valid",
        }
    }
}

pub(super) fn message(email: &Email, at: DateTime<Utc>) -> Result<Message, ComposeFault> {
    let mut builder = Message::builder()
        .from(mailbox(&email.from)?)
        .to(mailbox(&email.to)?)
        .subject(email.subject.clone())
        .message_id(Some(email.message_id.clone()))
        .date(SystemTime::from(at));
    if let Some(reply_to) = &email.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    if let Some(first) = &email.thread {
        builder = builder.in_reply_to(first.clone()).references(first.clone());
    }
    if email.automatic {
        builder = builder
            .header(AutoSubmitted)
            .header(SuppressAutomaticAnswers);
    }
    builder
        .multipart(parts(email)?)
        .map_err(|_| ComposeFault::Structure)
}

fn parts(email: &Email) -> Result<MultiPart, ComposeFault> {
    let mut texts = MultiPart::alternative_plain_html(email.text.clone(), email.html.clone());
    let mut files = Vec::new();
    if let Some(calendar) = &email.calendar {
        let content_type = calendar_type(calendar)?;
        let inline = SinglePart::builder()
            .header(content_type.clone())
            .body(calendar.text.clone());
        texts = texts.singlepart(inline);
        let file = Attachment::new(calendar.file_name.clone());
        files.push(file.body(calendar.text.clone(), content_type));
    }
    for enclosed in &email.enclosed {
        let content_type = ContentType::parse(enclosed.media_type);
        let content_type = content_type.map_err(|_| ComposeFault::Structure)?;
        let file = Attachment::new(enclosed.name.clone());
        files.push(file.body(enclosed.content.clone(), content_type));
    }
    if files.is_empty() {
        return Ok(texts);
    }
    let whole = MultiPart::mixed().multipart(texts);
    Ok(files.into_iter().fold(whole, MultiPart::singlepart))
}

fn calendar_type(calendar: &CalendarFile) -> Result<ContentType, ComposeFault> {
    ContentType::parse(&format!(
        "text/calendar; charset=utf-8; method={}",
        calendar.method
    ))
    .map_err(|_| ComposeFault::Structure)
}

fn mailbox(correspondent: &Correspondent) -> Result<Mailbox, ComposeFault> {
    let address = correspondent
        .address
        .parse()
        .map_err(|_| ComposeFault::Address)?;
    Ok(Mailbox::new(correspondent.name.clone(), address))
}

/// RFC 3834: nobody pressed a button for this one, no robot shall answer it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The same for Exchange, which looks at this header only.
#[derive(Clone)]
struct SuppressAutomaticAnswers;

impl Header for SuppressAutomaticAnswers {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "OOF, AutoReply".to_owned())
    }
}
