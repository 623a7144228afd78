//! What is in a message, as its reader's program sees it?

use mail_parser::{Message, MessageParser, MimeHeaders as _};

/// A received message, taken apart.
#[derive(Clone, Debug)]
pub struct ReceivedMail {
    pub from: String,
    pub to: String,
    pub subject: String,
    pub message_id: Option<String>,
    /// What it answers or continues: `In-Reply-To` and `References`.
    pub thread: Vec<String>,
    /// `Auto-Submitted`, which says whether a machine wrote it.
    pub automatic: Option<String>,
    pub text: String,
    pub html: String,
    /// The calendar entry, where there is one.
    pub calendar: Option<String>,
}

impl ReceivedMail {
    pub fn parse(raw: &[u8]) -> Self {
        let message = MessageParser::default()
            .parse(raw)
            .expect("a readable message");
        Self {
            from: address(message.from()),
            to: address(message.to()),
            subject: message.subject().unwrap_or_default().to_owned(),
            message_id: message.message_id().map(str::to_owned),
            thread: thread(&message),
            automatic: message
                .header_raw("Auto-Submitted")
                .map(|value| value.trim().to_owned()),
            text: message.body_text(0).unwrap_or_default().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            calendar: calendar(&message),
        }
    }

    /// The first personal link in the text.
    pub fn link(&self) -> Option<String> {
        first_link(&self.text)
    }
}

/// The first personal link in a text: `http…/r/` and the token.
pub fn first_link(text: &str) -> Option<String> {
    let token = text.find("/r/")?;
    let start = text[..token].rfind("http")?;
    let end = text[token + 3..]
        .find(|c: char| !c.is_ascii_alphanumeric())
        .map_or(text.len(), |n| token + 3 + n);
    Some(text[start..end].to_owned())
}

fn address(header: Option<&mail_parser::Address>) -> String {
    header
        .and_then(|address| address.first())
        .and_then(|one| one.address())
        .unwrap_or_default()
        .to_owned()
}

fn thread(message: &Message) -> Vec<String> {
    [message.in_reply_to(), message.references()]
        .into_iter()
        .filter_map(|header| {
            header
                .as_text_list()
                .map(|list| list.iter().map(ToString::to_string).collect())
        })
        .flat_map(|ids: Vec<String>| ids)
        .collect()
}

fn calendar(message: &Message) -> Option<String> {
    message.parts.iter().find_map(|part| {
        let kind = part.content_type()?;
        (kind.ctype() == "text" && kind.subtype() == Some("calendar"))
            .then(|| part.text_contents().unwrap_or_default().to_owned())
    })
}
