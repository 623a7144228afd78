//! How do files come onto a ticket, and how are they fetched?

pub mod serve;
mod upload;

use super::actions::TicketPath;
use super::desk::{self, opening};
use super::done::{Created, Done};
use super::input::Fresh;
use super::links::{Holder, LinkPath};
use crate::extract::{Caller, IdempotencyKey, IfMatch, IfNoneMatch, Path, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::ids::TicketId;
use domain::ticket::{Attachment, Audience, Ticket, TicketCommand};
use infra::staff::{Right, Scope};
use serde::Deserialize;
use serve::Shelf;
pub use upload::Upload;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(attach))
        .routes(routes!(attach_by_link))
        .routes(routes!(fetch))
        .routes(routes!(fetch_by_link))
        .routes(routes!(fetch_thumbnail))
        .routes(routes!(fetch_thumbnail_by_link))
}

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Called {
    #[param(example = "facture.pdf")]
    pub(super) name: String,
}

/// What the file is called, and who sees it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Addressed {
    #[param(example = "facture.pdf")]
    name: String,
    /// Who sees it beside the agency: `agency` for nobody, `contractors` for each of the ticket's, also one who is engaged
    /// later, or the identifier of one assignment.
    #[serde(default)]
    #[param(example = "contractors")]
    to: Option<String>,
}

impl Addressed {
    fn audience(&self) -> Answer<Audience> {
        match self.to.as_deref() {
            None | Some("agency") => Ok(Audience::Nobody),
            Some("contractors") => Ok(Audience::Contractors),
            Some(one) => match one.parse() {
                Ok(assignment) => Ok(Audience::Contractor { assignment }),
                Err(_) => Err(Problem::invalid("to", "unknown_value")),
            },
        }
    }
}

/// Attach a file.
///
/// Only the agency sees it, unless it is sent to contractors. The body is the file itself. What it is, is read from it: JPEG, PNG, WebP, HEIC, GIF, PDF, office documents without
/// macros, text and electronic invoices up to 25 megabytes, MP4 and MOV up to 100; 200 on a ticket.
#[utoipa::path(post, path = "/tickets/{ticket}/attachments", tag = "tickets", params(TicketPath, Addressed),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Done)))]
async fn attach(
    State(app): State<App>,
    caller: Caller,
    Path(ticket): Path<TicketId>,
    Query(called): Query<Addressed>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    request: Request,
) -> Answer<Created> {
    caller.needs(Scope::WriteTickets)?;
    let agency = caller.agency();
    let loaded = app
        .tickets
        .load(agency, ticket)
        .await?
        .ok_or_else(Problem::not_found)?;
    caller
        .may(&app, Right::OpenTickets, opening(&loaded.ticket)?.module)
        .await?;
    // Before a byte is taken, but for what may have been said before.
    if key.0.is_none() && expected.is_some_and(|it| it != loaded.version) {
        return Err(Problem::stale(loaded.version));
    }
    let fresh = Fresh::new(caller.staff.id.uuid(), key.0.as_deref());
    let upload = Upload {
        app: &app,
        agency,
        ticket: &loaded.ticket,
        words: opening(&loaded.ticket)?.text(),
        name: &called.name,
        to: called.audience()?,
    };
    let attachment = upload
        .receive(request.into_body().into_data_stream(), &fresh)
        .await?;
    let context = desk::context(&app, &caller, key, seen(ticket, &attachment));
    let committed = app
        .execute(
            agency,
            ticket,
            TicketCommand::AttachFile { attachment },
            context,
            expected,
        )
        .await?;
    Ok(Created(Done::from(committed)))
}

/// Add a photo or another file.
///
/// The body is the file itself. What it is, is read from it: JPEG, PNG, WebP, HEIC, GIF, PDF, office documents without
/// macros, text and electronic invoices up to 25 megabytes, MP4 and MOV up to 100; 200 on a ticket.
#[utoipa::path(post, path = "/links/{token}/attachments", tag = "links", params(LinkPath, Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Done)))]
async fn attach_by_link(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(called): Query<Called>,
    key: IdempotencyKey,
    request: Request,
) -> Answer<Done> {
    let holder = Holder::of(&app, &token).await?;
    holder.within_budget(&app)?;
    let (agency, ticket) = (holder.grant.agency, holder.grant.ticket);
    let fresh = Fresh::new(holder.grant.assignment.uuid(), key.0.as_deref());
    let upload = Upload {
        app: &app,
        agency,
        ticket: &holder.ticket,
        words: holder.words()?,
        name: &called.name,
        to: Audience::Nobody,
    };
    let attachment = upload
        .receive(request.into_body().into_data_stream(), &fresh)
        .await?;
    let context = holder.context(&app, key, seen(ticket, &attachment));
    let committed = app
        .execute(
            agency,
            ticket,
            TicketCommand::AttachFile { attachment },
            context,
            None,
        )
        .await?;
    Ok(Done::from(committed))
}

/// By what a repeated upload is recognised: the same bytes on the same ticket.
pub fn seen(ticket: TicketId, attachment: &Attachment) -> Vec<u8> {
    format!("attach {ticket} {}", attachment.sha256).into_bytes()
}

/// A file of a ticket.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct FilePath {
    #[param(value_type = uuid::Uuid)]
    ticket: TicketId,
    #[param(value_type = uuid::Uuid)]
    attachment: String,
}

/// Fetch a file.
///
/// As what it was found to be; images and PDF to be shown, everything else to be saved.
#[utoipa::path(get, path = "/tickets/{ticket}/attachments/{attachment}", tag = "tickets", params(FilePath),
    responses((status = 200, body = Vec<u8>, content_type = "*/*")))]
async fn fetch(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<FilePath>,
    held: IfNoneMatch,
) -> Answer<Response> {
    let ticket = readable(&app, &caller, path.ticket).await?;
    let shelf = Shelf::of_agency(&app, caller.agency(), &ticket);
    shelf.give(&path.attachment, &held).await
}

/// Fetch a picture's thumbnail.
///
/// A JPEG of at most 320 pixels a side; of JPEG, PNG, WebP and GIF.
#[utoipa::path(get, path = "/tickets/{ticket}/attachments/{attachment}/thumbnail", tag = "tickets", params(FilePath),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg")))]
async fn fetch_thumbnail(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<FilePath>,
    held: IfNoneMatch,
) -> Answer<Response> {
    let ticket = readable(&app, &caller, path.ticket).await?;
    let shelf = Shelf::of_agency(&app, caller.agency(), &ticket);
    shelf.give_small(&path.attachment, &held).await
}

async fn readable(app: &App, caller: &Caller, ticket: TicketId) -> Answer<Ticket> {
    caller.needs(Scope::ReadTickets)?;
    let loaded = app.tickets.load(caller.agency(), ticket).await?;
    Ok(loaded.ok_or_else(Problem::not_found)?.ticket)
}

/// A file that a link opens.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct LinkFilePath {
    /// 22 letters and digits.
    pub(super) token: String,
    #[param(value_type = uuid::Uuid)]
    pub(super) attachment: String,
}

/// Fetch a file that was sent to the contractor, or that the contractor sent.
///
/// A photo comes without the place where it was taken; one from which that cannot be taken out is not shown (403).
#[utoipa::path(get, path = "/links/{token}/attachments/{attachment}", tag = "links", params(LinkFilePath),
    responses((status = 200, body = Vec<u8>, content_type = "*/*")))]
async fn fetch_by_link(
    State(app): State<App>,
    Path(path): Path<LinkFilePath>,
    held: IfNoneMatch,
) -> Answer<Response> {
    let holder = Holder::of(&app, &path.token).await?;
    let shelf = Shelf::of_contractor(&app, &holder.grant, &holder.ticket);
    shelf.give(&path.attachment, &held).await
}

/// Fetch the thumbnail of a picture that was sent to the contractor, or that the contractor sent.
///
/// A JPEG of at most 320 pixels a side; of JPEG, PNG, WebP and GIF.
#[utoipa::path(get, path = "/links/{token}/attachments/{attachment}/thumbnail", tag = "links", params(LinkFilePath),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg")))]
async fn fetch_thumbnail_by_link(
    State(app): State<App>,
    Path(path): Path<LinkFilePath>,
    held: IfNoneMatch,
) -> Answer<Response> {
    let holder = Holder::of(&app, &path.token).await?;
    let shelf = Shelf::of_contractor(&app, &holder.grant, &holder.ticket);
    shelf.give_small(&path.attachment, &held).await
}
