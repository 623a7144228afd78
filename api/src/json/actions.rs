//! What can the agency do with a ticket as a whole?

use super::desk::Desk;
use super::done::Done;
use super::input::{
    AcknowledgementInput, DetailsInput, MessageInput, NoteInput, ReminderPolicyInput,
    SilentModeInput, TimeEntryInput,
};
use crate::problem::Answer;
use crate::state::App;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(amend_details))
        .routes(routes!(set_reminder_policy))
        .routes(routes!(switch_silent_mode))
        .routes(routes!(send_message))
        .routes(routes!(add_note))
        .routes(routes!(acknowledge))
        .routes(routes!(record_time))
}

/// A ticket.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "describes the path; the desk reads it")]
pub(super) struct TicketPath {
    ticket: Uuid,
}

/// Edit subject and description.
#[utoipa::path(post, path = "/tickets/{ticket}/details", tag = "tickets", request_body = DetailsInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn amend_details(desk: Desk<DetailsInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Set when the ticket reminds.
#[utoipa::path(post, path = "/tickets/{ticket}/reminder-policy", tag = "tickets", request_body = ReminderPolicyInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn set_reminder_policy(desk: Desk<ReminderPolicyInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Switch silent mode.
///
/// While it is on nothing leaves automatically.
#[utoipa::path(post, path = "/tickets/{ticket}/silent-mode", tag = "tickets", request_body = SilentModeInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn switch_silent_mode(desk: Desk<SilentModeInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Send a message to somebody of the ticket.
#[utoipa::path(post, path = "/tickets/{ticket}/messages", tag = "tickets", request_body = MessageInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn send_message(desk: Desk<MessageInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Write an internal note.
///
/// Never seen outside the agency.
#[utoipa::path(post, path = "/tickets/{ticket}/notes", tag = "tickets", request_body = NoteInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn add_note(desk: Desk<NoteInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Say that what called for attention was seen.
#[utoipa::path(post, path = "/tickets/{ticket}/acknowledgements", tag = "tickets", request_body = AcknowledgementInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn acknowledge(desk: Desk<AcknowledgementInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Record time spent.
#[utoipa::path(post, path = "/tickets/{ticket}/time-entries", tag = "tickets", request_body = TimeEntryInput, responses((status = 200, body = Done)), params(TicketPath))]
async fn record_time(desk: Desk<TimeEntryInput>) -> Answer<Done> {
    desk.carry_out().await
}
