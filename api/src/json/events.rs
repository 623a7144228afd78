//! What has just changed? A stream of server-sent events that a client can take up again where it left it.
//!
//! An event names the ticket and nothing of it: whoever wants to know reads the ticket, under the rules of reading.

use crate::extract::Caller;
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use domain::ids::{AgencyId, TicketId};
use futures::Stream;
use futures::stream::unfold;
use infra::livefeed::Change;
use infra::log::Position;
use infra::staff::Scope;
use serde_json::json;
use std::collections::VecDeque;
use std::convert::Infallible;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stream_changes))
}

/// Entries of the log that are read for somebody who was away. Whoever missed more is better served by the list.
const CATCH_UP: usize = 5_000;
const BATCH: u32 = 500;

/// One event of the stream.
#[derive(ToSchema)]
#[allow(dead_code, reason = "only described")]
struct StreamedChange {
    /// `ticket`, or `reset`.
    #[schema(example = "ticket")]
    event: String,
    /// For `Last-Event-ID`.
    #[schema(example = "739.12")]
    id: String,
    /// JSON.
    data: String,
}

/// Changes to the agency's tickets, as server-sent events.
///
/// `event: ticket`, `data: {"ticket": "<id>"}`; its `id` goes into `Last-Event-ID` to take up where one left.
/// `event: reset` says that too much was missed: read the list again.
#[utoipa::path(get, path = "/events", tag = "service",
    responses((status = 200, content_type = "text/event-stream", body = StreamedChange)))]
async fn stream_changes(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    caller.needs(Scope::ReadTickets)?;
    let seen = last_seen(&headers)?;
    // Listening begins before the log is read, so that nothing falls between the two.
    let changes = app.feed.listen();
    let feed = Feed::begin(&app, caller.agency(), changes, seen).await?;
    Ok(Sse::new(unfold(feed, Feed::next)).keep_alive(KeepAlive::default()))
}

fn last_seen(headers: &HeaderMap) -> Answer<Option<Position>> {
    let Some(value) = headers.get("last-event-id") else {
        return Ok(None);
    };
    let unreadable = || Problem::malformed("malformed_header").with("name", "Last-Event-ID");
    let text = value.to_str().map_err(|_| unreadable())?;
    text.parse().map(Some).map_err(|_| unreadable())
}

struct Feed {
    agency: AgencyId,
    changes: broadcast::Receiver<Change>,
    missed: VecDeque<Event>,
    /// What was told already; the feed may tell it again.
    told: Position,
}

impl Feed {
    async fn begin(
        app: &App,
        agency: AgencyId,
        changes: broadcast::Receiver<Change>,
        seen: Option<Position>,
    ) -> Answer<Self> {
        let mut feed = Self {
            agency,
            changes,
            missed: VecDeque::new(),
            told: Position::default(),
        };
        if let Some(seen) = seen {
            feed.catch_up(app, seen).await?;
        }
        Ok(feed)
    }

    async fn catch_up(&mut self, app: &App, seen: Position) -> Answer<()> {
        self.told = seen;
        for _ in 0..CATCH_UP.div_ceil(BATCH as usize) {
            let entries = app.log.read(self.told, BATCH).await?;
            let Some(last) = entries.last() else {
                return Ok(());
            };
            self.told = last.position;
            let ours = entries.iter().filter(|entry| entry.agency == self.agency);
            let tickets = ours.filter(|entry| entry.aggregate_type == "ticket");
            self.missed.extend(
                tickets.map(|entry| ticket(entry.position, TicketId::new(entry.aggregate_id))),
            );
        }
        // Still not at the end: the pieces told so far are not worth more than the whole.
        self.told = app.log.head().await?;
        self.missed = VecDeque::from([reset(self.told)]);
        Ok(())
    }

    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if let Some(event) = self.missed.pop_front() {
            return Some((Ok(event), self));
        }
        loop {
            match self.changes.recv().await {
                Ok(change) if change.agency == self.agency && change.position > self.told => {
                    self.told = change.position;
                    return Some((Ok(ticket(change.position, change.ticket)), self));
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    let event = reset(self.told);
                    return Some((Ok(event), self));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

fn ticket(position: Position, ticket: TicketId) -> Event {
    let data = json!({ "ticket": ticket.uuid() });
    Event::default()
        .event("ticket")
        .id(position.to_string())
        .data(data.to_string())
}

fn reset(position: Position) -> Event {
    Event::default()
        .event("reset")
        .id(position.to_string())
        .data("{}")
}
