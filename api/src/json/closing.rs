//! How does a ticket end, and how does it begin again?

use super::actions::TicketPath;
use super::desk::Desk;
use super::done::Done;
use super::input::ClosureInput;
use crate::problem::Answer;
use crate::state::App;
use domain::ticket::TicketCommand;
use infra::staff::Right;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(close))
        .routes(routes!(reopen))
}

/// Close the ticket.
///
/// Possible at every step; what is still open ends with it. A closed ticket refuses every further command.
#[utoipa::path(post, path = "/tickets/{ticket}/closures", tag = "tickets", request_body = ClosureInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn close(desk: Desk<ClosureInput>) -> Answer<Done> {
    desk.may(Right::Close).await?;
    desk.carry_out().await
}

/// Why a closed ticket is taken up again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReopeningInput {
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Reopen the ticket, where the agency allows it.
///
/// Nothing is armed or sent by itself.
#[utoipa::path(post, path = "/tickets/{ticket}/reopenings", tag = "tickets", request_body = ReopeningInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn reopen(desk: Desk<ReopeningInput>) -> Answer<Done> {
    desk.may(Right::Close).await?;
    let module = desk.fixed.module;
    let agency = desk.app.directory.agency(desk.caller.agency()).await?;
    let allowed = agency.is_some_and(|agency| agency.settings.of(module).reopening_allowed);
    let reason = desk.place.text("reason", &desk.input.reason)?;
    desk.execute(TicketCommand::ReopenTicket { reason, allowed })
        .await
}
