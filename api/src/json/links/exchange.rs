//! What does whoever holds a personal link see of the agency, and of what they told each other?

use crate::json::view::text;
use crate::problem::Answer;
use crate::state::App;
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, TicketId};
use domain::ticket::{Addressee, TicketEvent};
use infra::directory::Agency;
use projections::ticket_page::{LogEntry, TicketPages};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct AgencyView {
    name: String,
    phone: Option<String>,
    email: Option<String>,
}

impl From<Option<&Agency>> for AgencyView {
    fn from(agency: Option<&Agency>) -> Self {
        let email = agency.and_then(|agency| agency.email.as_ref());
        let phone = agency.and_then(|agency| agency.phone.as_ref());
        Self {
            name: agency.map(|agency| agency.name.clone()).unwrap_or_default(),
            phone: phone.map(ToString::to_string),
            email: email.map(ToString::to_string),
        }
    }
}

/// A message.
#[derive(Serialize, ToSchema)]
pub struct ExchangeView {
    at: DateTime<Utc>,
    /// Whether the agency wrote it.
    from_agency: bool,
    subject: Option<String>,
    text: Option<String>,
}

/// A party's messages, oldest first.
pub async fn exchanges(
    app: &App,
    (agency, ticket): (AgencyId, TicketId),
    party: &Addressee,
) -> Answer<Vec<ExchangeView>> {
    let pages = TicketPages::new(app.log.clone());
    let page = pages.page(agency, ticket).await?;
    let mut messages: Vec<_> = match &page {
        Some(page) => page.entries_about(party).filter_map(exchange).collect(),
        None => Vec::new(),
    };
    messages.reverse();
    Ok(messages)
}

fn exchange(entry: &LogEntry) -> Option<ExchangeView> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts are no messages"
    )]
    let (from_agency, subject, text) = match &entry.fact {
        TicketEvent::MessageSent { subject, text, .. } => {
            (true, self::text(subject), self::text(text))
        }
        TicketEvent::MessageReceived { subject, text, .. } => (
            false,
            subject.as_ref().and_then(self::text),
            self::text(text),
        ),
        _ => return None,
    };
    Some(ExchangeView {
        at: entry.at,
        from_agency,
        subject,
        text,
    })
}
