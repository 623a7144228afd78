//! What can the agency do with a quote? Ask for it, enter it, keep or refuse it, send the signed copy.

use super::assignments::AssignmentPath;
use super::desk::Desk;
use super::done::Done;
use super::input::{
    QuoteAcceptanceInput, QuoteInput, QuotePromiseInput, QuoteRefusalInput, QuoteRequestInput,
    SignedQuoteInput,
};
use crate::problem::Answer;
use crate::state::App;
use infra::staff::Right;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(request_quote))
        .routes(routes!(promise_quote))
        .routes(routes!(submit_quote))
        .routes(routes!(accept_quote))
        .routes(routes!(refuse_quote))
        .routes(routes!(send_signed_quote))
}

/// Ask for a quote on a service order.
///
/// The order becomes a quote (`DS`); a visit that was agreed on is off. Refused where several contractors are sent.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/quote-requests", tag = "quotes", request_body = QuoteRequestInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn request_quote(desk: Desk<QuoteRequestInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter that the quote will come.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/quote-promises", tag = "quotes", request_body = QuotePromiseInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn promise_quote(desk: Desk<QuotePromiseInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Enter the quote.
///
/// As it came by letter or telephone; on a service order to one contractor, which becomes a quote (`DS`).
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/quotes", tag = "quotes", request_body = QuoteInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn submit_quote(desk: Desk<QuoteInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Accept the quote.
///
/// The contractor is asked for a date. Of several quotes, the others are refused and those awaited are called off.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/quote-acceptances", tag = "quotes", request_body = QuoteAcceptanceInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn accept_quote(desk: Desk<QuoteAcceptanceInput>) -> Answer<Done> {
    desk.may(Right::Decide).await?;
    desk.carry_out().await
}

/// Refuse the quote.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/quote-refusals", tag = "quotes", request_body = QuoteRefusalInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn refuse_quote(desk: Desk<QuoteRefusalInput>) -> Answer<Done> {
    desk.may(Right::Decide).await?;
    desk.carry_out().await
}

/// Send the signed quote to the contractor.
#[utoipa::path(post, path = "/tickets/{ticket}/assignments/{assignment}/signed-quotes", tag = "quotes", request_body = SignedQuoteInput, responses((status = 200, body = Done)), params(AssignmentPath))]
async fn send_signed_quote(desk: Desk<SignedQuoteInput>) -> Answer<Done> {
    desk.carry_out().await
}
