//! What would have been sent, where no mail server or gateway is configured? For administrators: it shows personal links.

use crate::extract::{Caller, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::ids::TicketId;
use infra::delivery::channel::mailbox::MailboxMessage;
use infra::staff::Scope;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read_mailbox))
}

/// Which messages.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Which {
    /// Of this ticket only.
    ticket: Option<Uuid>,
    /// At most so many, 1 to 500.
    #[param(minimum = 1, maximum = 500, example = 50)]
    limit: Option<u32>,
}

/// A message that was kept instead of sent.
#[derive(Serialize, ToSchema)]
struct KeptMessage {
    id: Uuid,
    ticket: Uuid,
    /// `email` or `sms`.
    #[schema(example = "email")]
    channel: String,
    /// `Name <address>` or a number.
    recipient: String,
    /// Empty for SMS.
    subject: String,
    text: String,
    html: Option<String>,
    /// The calendar file's text.
    calendar: Option<String>,
    links: Vec<String>,
    sent_at: DateTime<Utc>,
}

impl From<MailboxMessage> for KeptMessage {
    fn from(message: MailboxMessage) -> Self {
        Self {
            id: message.id,
            ticket: message.ticket.uuid(),
            channel: message.channel,
            recipient: message.recipient,
            subject: message.subject,
            text: message.body,
            html: message.html,
            calendar: message.calendar,
            links: message.links,
            sent_at: message.sent_at,
        }
    }
}

/// Read the built-in mailbox, newest first.
#[utoipa::path(get, path = "/mailbox", tag = "mailbox", params(Which),
    responses((status = 200, body = Vec<KeptMessage>)))]
async fn read_mailbox(
    State(app): State<App>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Answer<Json<Vec<KeptMessage>>> {
    caller.needs(Scope::ReadTickets)?;
    caller.administers()?;
    let limit = match which.limit {
        None => 50,
        Some(limit @ 1..=500) => limit,
        Some(_) => {
            return Err(Problem::malformed("malformed_query")
                .with("name", "limit")
                .at("limit"));
        }
    };
    let kept = app
        .mailbox
        .list(caller.agency(), which.ticket.map(TicketId::new), limit)
        .await?;
    Ok(Json(kept.into_iter().map(Into::into).collect()))
}
