//! What can the agency do with one contractor's part in a ticket? Decide, and enter what the contractor said.

use super::desk::Desk;
use super::done::Done;
use super::input::{
    AnswerInput, CancellationInput, CompletionDenialInput, CompletionInput, InvoiceInput,
    InvoiceRejectionInput, InvoiceRequestInput, PresenceInput, QuoteNeedInput, ReminderInput,
    SlotCancellationInput, SlotConfirmationInput, SlotPostponementInput, SlotProposalInput,
};
use crate::problem::Answer;
use crate::state::App;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(answer))
        .routes(routes!(propose_slot))
        .routes(routes!(confirm_slot))
        .routes(routes!(postpone_slot))
        .routes(routes!(cancel_slot))
        .routes(routes!(answer_presence))
        .routes(routes!(report_completion))
        .routes(routes!(deny_completion))
        .routes(routes!(need_quote))
        .routes(routes!(request_invoice))
        .routes(routes!(submit_invoice))
        .routes(routes!(reject_invoice))
        .routes(routes!(remind))
        .routes(routes!(cancel))
}

/// One contractor's part in a ticket.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "describes the path; the desk reads it")]
pub(super) struct AssignmentPath {
    ticket: Uuid,
    assignment: Uuid,
}

/// Enter the contractor's answer.
///
/// Accepted with a slot, or declined, as told by phone, SMS or letter.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/answers", tag = "assignments", request_body = AnswerInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn answer(desk: Desk<AnswerInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter another slot.
///
/// As agreed on with the contractor.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/slots", tag = "assignments", request_body = SlotProposalInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn propose_slot(desk: Desk<SlotProposalInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Confirm the slot.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/slot-confirmations", tag = "assignments", request_body = SlotConfirmationInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn confirm_slot(desk: Desk<SlotConfirmationInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Move the visit.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/slot-postponements", tag = "assignments", request_body = SlotPostponementInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn postpone_slot(desk: Desk<SlotPostponementInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Call the visit off.
///
/// Another slot is awaited.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/slot-cancellations", tag = "assignments", request_body = SlotCancellationInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn cancel_slot(desk: Desk<SlotCancellationInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter whether the contractor is on site.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/presence-answers", tag = "assignments", request_body = PresenceInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn answer_presence(desk: Desk<PresenceInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter the end of the job.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/completions", tag = "assignments", request_body = CompletionInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn report_completion(desk: Desk<CompletionInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter that the job is not finished.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/completion-denials", tag = "assignments", request_body = CompletionDenialInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn deny_completion(desk: Desk<CompletionDenialInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter that a quote is needed.
///
/// Calls for the manager and changes nothing else.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/quote-needs", tag = "assignments", request_body = QuoteNeedInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn need_quote(desk: Desk<QuoteNeedInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Ask for the invoice.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/invoice-requests", tag = "assignments", request_body = InvoiceRequestInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn request_invoice(desk: Desk<InvoiceRequestInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter the invoice.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/invoices", tag = "assignments", request_body = InvoiceInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn submit_invoice(desk: Desk<InvoiceInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Ask for the invoice again.
///
/// Because the one received is wrong.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/invoice-rejections", tag = "assignments", request_body = InvoiceRejectionInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn reject_invoice(desk: Desk<InvoiceRejectionInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Remind the contractor now.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/reminders", tag = "assignments", request_body = ReminderInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn remind(desk: Desk<ReminderInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Cancel the contractor's part.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/cancellations", tag = "assignments", request_body = CancellationInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn cancel(desk: Desk<CancellationInput>) -> Answer<Done> {
    desk.carry_out().await
}
