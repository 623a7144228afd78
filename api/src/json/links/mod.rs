//! What does a contractor do by the personal link? The token in the address is the authorisation.
//!
//! A link that was replaced, whose part of the ticket is over, or that is too old opens nothing (404); reading acts on
//! nothing.

mod bench;
pub(super) mod exchange;
mod view;

use super::done::Done;
use super::input::{
    AnswerInput, CompletionDenialInput, CompletionInput, InvoiceInput, MessageToAgencyInput,
    PresenceInput, QuoteInput, QuoteNeedInput, QuotePromiseInput, ReadReceiptInput,
    SlotCancellationInput, SlotProposalInput,
};
use crate::extract::{IdempotencyKey, Json as Body, Path};
use crate::problem::Answer;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use bench::Bench;
pub(super) use bench::Holder;
use domain::ticket::TicketCommand;
use infra::links::LinkGrant;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use view::LinkView;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read_link))
        .routes(routes!(answer_by_link))
        .routes(routes!(propose_slot_by_link))
        .routes(routes!(cancel_slot_by_link))
        .routes(routes!(answer_presence_by_link))
        .routes(routes!(report_completion_by_link))
        .routes(routes!(deny_completion_by_link))
        .routes(routes!(need_quote_by_link))
        .routes(routes!(promise_quote_by_link))
        .routes(routes!(submit_quote_by_link))
        .routes(routes!(submit_invoice_by_link))
        .routes(routes!(write_by_link))
        .routes(routes!(acknowledge_by_link))
        .routes(routes!(renew_link))
}

/// A personal link.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "describes the path; the bench reads it")]
pub(super) struct LinkPath {
    /// 22 letters and digits.
    token: String,
}

/// What the contractor sees.
///
/// Changes nothing: mail scanners open every link.
#[utoipa::path(get, path = "/links/{token}", tag = "links", params(LinkPath),
    responses((status = 200, body = LinkView)))]
async fn read_link(State(app): State<App>, Path(token): Path<String>) -> Answer<Json<LinkView>> {
    let holder = Holder::of(&app, &token).await?;
    Ok(Json(LinkView::of(&app, &holder, &token).await?))
}

/// Accept the order with a slot, or decline it.
#[utoipa::path(post, path = "/links/{token}/answers", tag = "links", params(LinkPath),
    request_body = AnswerInput, responses((status = 200, body = Done)))]
async fn answer_by_link(bench: Bench<AnswerInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Propose another slot.
#[utoipa::path(post, path = "/links/{token}/slots", tag = "links", params(LinkPath),
    request_body = SlotProposalInput, responses((status = 200, body = Done)))]
async fn propose_slot_by_link(bench: Bench<SlotProposalInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Say that the visit will not take place.
#[utoipa::path(post, path = "/links/{token}/slot-cancellations", tag = "links", params(LinkPath),
    request_body = SlotCancellationInput, responses((status = 200, body = Done)))]
async fn cancel_slot_by_link(bench: Bench<SlotCancellationInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Answer "are you there?".
#[utoipa::path(post, path = "/links/{token}/presence-answers", tag = "links", params(LinkPath),
    request_body = PresenceInput, responses((status = 200, body = Done)))]
async fn answer_presence_by_link(bench: Bench<PresenceInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Say that the job is done, perhaps with the invoice.
#[utoipa::path(post, path = "/links/{token}/completions", tag = "links", params(LinkPath),
    request_body = CompletionInput, responses((status = 200, body = Done)))]
async fn report_completion_by_link(bench: Bench<CompletionInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Say that the job is not finished.
#[utoipa::path(post, path = "/links/{token}/completion-denials", tag = "links", params(LinkPath),
    request_body = CompletionDenialInput, responses((status = 200, body = Done)))]
async fn deny_completion_by_link(bench: Bench<CompletionDenialInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Say that a quote is needed.
#[utoipa::path(post, path = "/links/{token}/quote-needs", tag = "links", params(LinkPath),
    request_body = QuoteNeedInput, responses((status = 200, body = Done)))]
async fn need_quote_by_link(bench: Bench<QuoteNeedInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Promise the quote, perhaps by a day.
#[utoipa::path(post, path = "/links/{token}/quote-promises", tag = "links", params(LinkPath),
    request_body = QuotePromiseInput, responses((status = 200, body = Done)))]
async fn promise_quote_by_link(bench: Bench<QuotePromiseInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Submit the quote, or replace it until it is decided on.
#[utoipa::path(post, path = "/links/{token}/quotes", tag = "links", params(LinkPath),
    request_body = QuoteInput, responses((status = 200, body = Done)))]
async fn submit_quote_by_link(bench: Bench<QuoteInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Submit the invoice.
#[utoipa::path(post, path = "/links/{token}/invoices", tag = "links", params(LinkPath),
    request_body = InvoiceInput, responses((status = 200, body = Done)))]
async fn submit_invoice_by_link(bench: Bench<InvoiceInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Write to the agency.
#[utoipa::path(post, path = "/links/{token}/messages", tag = "links", params(LinkPath),
    request_body = MessageToAgencyInput, responses((status = 200, body = Done)))]
async fn write_by_link(bench: Bench<MessageToAgencyInput>) -> Answer<Done> {
    bench.carry_out().await
}

/// Say that the order was read.
///
/// Recorded only where the agency keeps such receipts; the answer is the same.
#[utoipa::path(post, path = "/links/{token}/read-receipts", tag = "links", params(LinkPath),
    request_body = ReadReceiptInput, responses((status = 200, body = Done)))]
async fn acknowledge_by_link(bench: Bench<ReadReceiptInput>) -> Answer<Done> {
    if bench.records_receipts().await? {
        bench.carry_out().await
    } else {
        bench.as_it_is()
    }
}

/// Nothing has to be said; whatever is said is a mistake.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Ask for another link, for one that grew too old.
///
/// It is sent to the address or number on file and told to nobody else.
#[utoipa::path(post, path = "/links/{token}/renewals", tag = "links", params(LinkPath),
    responses((status = 200, body = Done)))]
async fn renew_link(
    State(app): State<App>,
    Path(token): Path<String>,
    key: IdempotencyKey,
    _: Body<Nothing>,
) -> Answer<Done> {
    let holder = Holder::even_worthless(&app, &token).await?;
    holder.within_budget(&app)?;
    let LinkGrant {
        agency,
        ticket,
        assignment,
        ..
    } = holder.grant;
    let context = holder.context(&app, key, format!("renew {assignment}").into_bytes());
    if let Err(worthless) = holder.was_good() {
        return holder.said_before(&app, &context, worthless).await;
    }
    if holder.grant.holds(&holder.ticket, app.clock.now()) {
        return Ok(holder.as_it_is());
    }
    let command = TicketCommand::RenewLink { assignment };
    let committed = app.execute(agency, ticket, command, context, None).await?;
    Ok(Done::from(committed))
}
