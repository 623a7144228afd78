//! How does an open page learn that something changed? One stream of events; the page asks again for what it shows.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use domain::ids::TicketId;
use futures::Stream;
use futures::stream::unfold;
use infra::livefeed::Change;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::extract::Query;
use crate::session::Visitor;
use crate::state::App;

#[derive(serde::Deserialize)]
pub struct About {
    /// Only this ticket's changes.
    ticket: Option<uuid::Uuid>,
}

/// `GET /tickets/feed`: `changed`, whenever a ticket of the agency (or the one asked about) has.
pub async fn feed(
    State(app): State<App>,
    visitor: Visitor,
    Query(about): Query<About>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let agency = visitor.agency_id();
    let ticket = about.ticket.map(TicketId::new);
    let concerns = move |change: &Change| {
        change.agency == agency && ticket.is_none_or(|id| change.ticket == id)
    };
    let stream = unfold(app.feed.listen(), move |mut changes| async move {
        next(&mut changes, concerns)
            .await
            .then(|| (Ok(changed()), changes))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(25)))
}

/// Browsers hand on no event without data.
fn changed() -> Event {
    Event::default().event("changed").data("now")
}

/// Waits for a change that concerns the page; `false` when there will be none any more.
async fn next(changes: &mut Receiver<Change>, concerns: impl Fn(&Change) -> bool) -> bool {
    loop {
        match changes.recv().await {
            Ok(change) if concerns(&change) => return true,
            Ok(_) => {}
            // Whoever fell behind reads everything again.
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}
