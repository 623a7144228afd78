//! What is there? The ticket list, a ticket, its log.

use super::actions::TicketPath;
use super::approvals::deciders;
use super::desk::opening;
use super::done::{etag, not_modified, revalidated};
use super::needs::Permitted;
use super::view::{EntryView, TicketView, fingerprint};
use crate::extract::{Caller, IfNoneMatch, Path};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::ids::TicketId;
use domain::ticket::{Opening, Ticket, WholeAction};
use infra::follower::{Folded, Parking};
use infra::staff::Scope;
use projections::ticket_page::TicketPage;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read_ticket))
        .routes(routes!(read_log))
}

/// A ticket as it is now.
///
/// With its assignments, what the caller may do now and what comes by itself. Always as recent as the last answer.
#[utoipa::path(get, path = "/tickets/{ticket}", tag = "tickets", params(TicketPath), responses(
    (status = 200, body = TicketView, headers(("ETag", description = "The version"))),
    (status = 304, description = "Still at the version in `If-None-Match`"),
))]
async fn read_ticket(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<TicketId>,
    held: IfNoneMatch,
) -> Answer<Response> {
    caller.needs(Scope::ReadTickets)?;
    let (events, unreadable) = app.readable(caller.agency(), id).await?;
    let folded = Folded::after(caller.agency(), id, &events).ok_or_else(Problem::not_found)?;
    let etag = etag(folded.version);
    if !unreadable && held.holds(&etag) {
        return Ok(not_modified(&etag));
    }
    let lanes = Parking::new(app.database.clone());
    let set_aside = lanes.of_ticket(caller.agency(), id).await?;
    let ticket = &folded.ticket;
    let opening = opening(ticket)?;
    // On what cannot be read to its end nothing can be done.
    let permitted = if unreadable {
        Permitted::default()
    } else {
        permitted(&app, &caller, ticket, opening).await?
    };
    let view = TicketView {
        unreadable,
        set_aside: set_aside.into_iter().map(Into::into).collect(),
        ..TicketView::new((id, folded.version), ticket, opening, &permitted)
    };
    Ok((revalidated(etag), Json(view)).into_response())
}

/// What the caller may do, with those who may be asked to decide where somebody may be.
async fn permitted(
    app: &App,
    caller: &Caller,
    ticket: &Ticket,
    opening: &Opening,
) -> Answer<Permitted> {
    let permitted = caller.permitted(app, opening.module).await?;
    let may_be_asked = ticket
        .whole_actions(false)
        .contains(&WholeAction::RequestApproval);
    if !may_be_asked || permitted.rights.is_empty() {
        return Ok(permitted);
    }
    let deciders = match deciders(app, caller.agency(), opening.property.id.uuid()).await {
        Ok(deciders) => Some(deciders),
        // The directory has lost the property: nobody can be asked.
        Err(problem) if !problem.status().is_server_error() => None,
        Err(fault) => return Err(fault),
    };
    Ok(Permitted {
        deciders,
        ..permitted
    })
}

/// Everything that happened on a ticket, newest first.
#[derive(Serialize, ToSchema)]
struct LogView {
    version: u64,
    /// What happened after these entries cannot be read.
    unreadable: bool,
    entries: Vec<EntryView>,
}

/// The ticket's log.
#[utoipa::path(get, path = "/tickets/{ticket}/log", tag = "tickets", params(TicketPath), responses(
    (status = 200, body = LogView, headers(("ETag", description = "The version"))),
    (status = 304, description = "Still at the version in `If-None-Match`"),
))]
async fn read_log(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<TicketId>,
    held: IfNoneMatch,
) -> Answer<Response> {
    caller.needs(Scope::ReadTickets)?;
    let (events, unreadable) = app.readable(caller.agency(), id).await?;
    let page = TicketPage::fold(&events).ok_or_else(Problem::not_found)?;
    let messages = app.outbox.for_ticket(caller.agency(), id).await?;
    // Weak: messages leave and arrive without another event.
    let etag = format!("W/\"{}-{:x}\"", page.version, fingerprint(&messages));
    if !unreadable && held.holds(&etag) {
        return Ok(not_modified(&etag));
    }
    let entries = page
        .entries
        .iter()
        .map(|entry| EntryView::new(entry, &messages))
        .collect();
    let view = LogView {
        version: page.version,
        unreadable,
        entries,
    };
    Ok((revalidated(etag), Json(view)).into_response())
}
