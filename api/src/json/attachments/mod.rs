//! How do files come onto a ticket, and how are they fetched?

mod kind;

use super::actions::TicketPath;
use super::desk::{self, opening};
use super::done::{Created, Done};
use super::input::{Fresh, at};
use super::links::{Holder, LinkPath};
use crate::extract::{Caller, IdempotencyKey, Path, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{AgencyId, AttachmentId, TicketId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Attachment, TicketCommand};
use domain::value::ShortText;
use futures::{StreamExt, TryStreamExt, stream};
use infra::files::{Blob, BlobFault, BlobHash};
use infra::staff::{Right, Scope};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(attach))
        .routes(routes!(attach_by_link))
        .routes(routes!(fetch))
}

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Called {
    #[param(example = "facture.pdf")]
    pub(super) name: String,
}

/// A file and its place on a ticket, ready to be attached.
pub(super) struct Upload<'a> {
    pub(super) app: &'a App,
    pub(super) agency: AgencyId,
    /// To whom the file belongs, as its name does.
    pub(super) words: Subject,
    pub(super) name: &'a str,
}

impl Upload<'_> {
    /// Takes the bytes in; what they are is read from their beginning, whatever they claim to be.
    pub(super) async fn receive(&self, body: Body, fresh: &Fresh) -> Answer<Attachment> {
        let name = at("name", ShortText::parse(self.name))?;
        let mut content = body.into_data_stream();
        let first = content
            .next()
            .await
            .transpose()
            .map_err(broken_off)?
            .unwrap_or_default();
        let media_type = kind::of(&first).to_owned();
        let whole = stream::iter([Ok::<Bytes, axum::Error>(first)]).chain(content);
        let Blob { hash, size } = self.app.blobs.put(self.agency, whole).await?;
        Ok(Attachment {
            id: AttachmentId::new(fresh.id("attachment")),
            name: Personal::new(self.words.clone(), name),
            media_type,
            size,
            sha256: hash.as_str().to_owned(),
        })
    }
}

fn broken_off(error: axum::Error) -> Problem {
    tracing::debug!(%error, "an upload broke off");
    Problem::malformed("broken_off")
}

impl From<BlobFault> for Problem {
    fn from(fault: BlobFault) -> Self {
        match fault {
            BlobFault::TooLarge { .. } => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            BlobFault::Interrupted(_) => Self::malformed("broken_off"),
            BlobFault::Missing => Self::not_found(),
            other @ (BlobFault::Folder(_) | BlobFault::Store(_)) => Self::fault(other),
        }
    }
}

/// Attach a file.
///
/// The body is the file itself, of any kind.
#[utoipa::path(post, path = "/tickets/{ticket}/attachments", tag = "tickets", params(TicketPath, Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = Done)))]
async fn attach(
    State(app): State<App>,
    caller: Caller,
    Path(ticket): Path<TicketId>,
    Query(called): Query<Called>,
    key: IdempotencyKey,
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
    let fresh = Fresh::new(caller.staff.id.uuid(), key.0.as_deref());
    let upload = Upload {
        app: &app,
        agency,
        words: opening(&loaded.ticket)?.text(),
        name: &called.name,
    };
    let attachment = upload.receive(request.into_body(), &fresh).await?;
    let context = desk::context(&app, &caller, key, seen(ticket, &attachment));
    let committed = app
        .execute(
            agency,
            ticket,
            TicketCommand::AttachFile { attachment },
            context,
            None,
        )
        .await?;
    Ok(Created(Done::from(committed)))
}

/// Add a photo or another file.
///
/// The body is the file itself, of any kind.
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
        words: holder.words()?,
        name: &called.name,
    };
    let attachment = upload.receive(request.into_body(), &fresh).await?;
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
pub(super) fn seen(ticket: TicketId, attachment: &Attachment) -> Vec<u8> {
    format!("attach {ticket} {}", attachment.sha256).into_bytes()
}

/// A file of a ticket.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct FilePath {
    #[param(value_type = uuid::Uuid)]
    ticket: TicketId,
    #[param(value_type = uuid::Uuid)]
    attachment: AttachmentId,
}

/// Fetch a file.
#[utoipa::path(get, path = "/tickets/{ticket}/attachments/{attachment}", tag = "tickets", params(FilePath),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn fetch(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<FilePath>,
) -> Answer<Response> {
    caller.needs(Scope::ReadTickets)?;
    let loaded = app
        .tickets
        .load(caller.agency(), path.ticket)
        .await?
        .ok_or_else(Problem::not_found)?;
    let file = loaded
        .ticket
        .attachments
        .iter()
        .find(|file| file.id == path.attachment);
    let file = file.ok_or_else(Problem::not_found)?;
    let hash: BlobHash = file.sha256.parse().map_err(Problem::fault)?;
    let content = app.blobs.get(caller.agency(), &hash).await?;
    let content = content.inspect_err(|fault| tracing::error!(%fault, "a file breaks off"));
    // Saved rather than shown, and as what it was found to be: a file that claims to be a page must not become one.
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::try_from(&file.media_type).unwrap_or(kind::UNKNOWN_VALUE),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment"),
        ),
        (header::CONTENT_LENGTH, HeaderValue::from(file.size)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=31536000, immutable"),
        ),
    ];
    Ok((headers, Body::from_stream(content)).into_response())
}
