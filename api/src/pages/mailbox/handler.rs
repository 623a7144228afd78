//! The built-in mailbox: a list, one message, and its HTML part in a frame that can do nothing.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse};
use infra::delivery::channel::mailbox::MailboxMessage;
use projections::ticket_list::{ListQuery, Shown as Which};
use uuid::Uuid;

use super::view::{MailboxPage, MessagePage, Piece, Row};
use crate::extract::{Path, Query};
use crate::pages::answer::{Shown, show};
use crate::pages::say::Say;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;
use domain::ids::TicketId;

const SHOWN: u32 = 100;

/// The part of somebody else's making: no script, no form, no picture from elsewhere; its own inline styles only.
const FRAMED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
);

/// The page around it may frame it, and nothing else.
const FRAMES: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

#[derive(serde::Deserialize)]
pub struct Asked {
    /// A ticket's number or identifier.
    #[serde(default)]
    ticket: String,
}

/// `GET /mailbox`
pub async fn list(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Shown {
    allowed(&visitor)?;
    let wanted = asked.ticket.trim();
    let ticket = if wanted.is_empty() {
        None
    } else {
        Some(numbered(&app, &visitor, wanted).await?)
    };
    let messages = match ticket {
        Some(None) => Vec::new(),
        Some(known) => app
            .mailbox
            .list(visitor.agency_id(), known, SHOWN)
            .await
            .map_err(Problem::from)?,
        None => app
            .mailbox
            .list(visitor.agency_id(), None, SHOWN)
            .await
            .map_err(Problem::from)?,
    };
    let moments = visitor.moments(&app);
    let row = |message: &MailboxMessage| Row {
        icon: if message.channel == "sms" {
            "sms"
        } else {
            "mail"
        },
        when: moments.at(message.sent_at),
        to: message.recipient.clone(),
        subject: headline(message),
        href: format!("/mailbox/{}", message.id),
    };
    let rows = messages.iter().map(row).collect();
    let (t, frame) = (visitor.t, visitor.frame("mailbox"));
    show(
        StatusCode::OK,
        &MailboxPage {
            t,
            frame,
            ticket: wanted.to_owned(),
            rows,
        },
    )
}

/// The ticket of that number (or identifier), if there is one.
async fn numbered(app: &App, visitor: &Visitor, wanted: &str) -> Result<Option<TicketId>, Problem> {
    if let Ok(id) = wanted.parse() {
        return Ok(Some(id));
    }
    let query = ListQuery {
        shown: Which::All,
        search: Some(wanted.to_owned()),
        ..ListQuery::of(visitor.agency_id(), app.clock.now())
    };
    let found = app.ticket_list.page(&query).await?;
    Ok(found
        .rows
        .iter()
        .find(|row| row.number.to_string() == wanted)
        .map(|row| row.ticket))
}

/// An SMS has no subject; its beginning stands for it.
fn headline(message: &MailboxMessage) -> String {
    if message.subject.is_empty() {
        message.body.chars().take(90).collect()
    } else {
        message.subject.clone()
    }
}

/// `GET /mailbox/{id}`
pub async fn message(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Shown {
    let message = find(&app, &visitor, &id).await?;
    let t = visitor.t;
    let is_sms = message.channel == "sms";
    let body_href = message
        .html
        .as_ref()
        .map(|_| format!("/mailbox/{}/body", message.id));
    let page = MessagePage {
        t,
        frame: visitor.frame("mailbox"),
        subject: if is_sms {
            t.say("mailbox-sms")
        } else {
            message.subject.clone()
        },
        to: message.recipient.clone(),
        when: visitor.moments(&app).at(message.sent_at),
        ticket: t.say("mailbox-open-ticket"),
        ticket_href: format!("/tickets/{}", message.ticket),
        is_sms,
        body_href: body_href.unwrap_or_default(),
        pieces: Piece::cut(&message.body),
    };
    let mut response = show(StatusCode::OK, &page)?;
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, FRAMES);
    Ok(response)
}

/// `GET /mailbox/{id}/body`: the HTML part, as a mail program would show it; its links open elsewhere.
pub async fn body(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Shown {
    let html = find(&app, &visitor, &id)
        .await?
        .html
        .ok_or_else(Problem::not_found)?;
    let elsewhere = html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let framable = (
        HeaderName::from_static("x-frame-options"),
        HeaderValue::from_static("SAMEORIGIN"),
    );
    Ok((
        [(header::CONTENT_SECURITY_POLICY, FRAMED), framable],
        Html(elsewhere),
    )
        .into_response())
}

async fn find(app: &App, visitor: &Visitor, id: &str) -> Result<MailboxMessage, Problem> {
    allowed(visitor)?;
    let id: Uuid = id.parse().map_err(|_| Problem::not_found())?;
    app.mailbox
        .find(visitor.agency_id(), id)
        .await?
        .ok_or_else(Problem::not_found)
}

/// Messages hold the links of everybody, so they are the administrators' to read.
fn allowed(visitor: &Visitor) -> Result<(), Problem> {
    visitor
        .administers()
        .then_some(())
        .ok_or_else(|| Problem::forbidden("not_allowed"))
}
