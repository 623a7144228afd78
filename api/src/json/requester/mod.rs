//! What does a requester do by the personal link? Follow what becomes of the request, write, add a photo.
//!
//! The token in the address is the authorisation. Reading acts on nothing.

mod again;
mod follower;
mod view;

use super::attachments::serve::Shelf;
use super::attachments::{Called, LinkFilePath, Upload, seen};
use super::done::{Created, Done};
use super::input::{Fresh, MessageToAgencyInput, NewRequestInput, at};
use super::links::LinkPath;
use crate::extract::{IdempotencyKey, IfNoneMatch, Path, Query, Sent};
use crate::problem::Answer;
use crate::state::App;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::ids::MessageId;
use domain::personal::Personal;
use domain::ticket::{Addressee, Audience, TicketCommand};
use domain::value::{Description, MessageText, Subject};
pub use follower::Requester;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use view::FollowUpView;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(follow_by_link))
        .routes(routes!(write_as_requester))
        .routes(routes!(attach_as_requester))
        .routes(routes!(fetch_as_requester))
        .routes(routes!(fetch_thumbnail_as_requester))
        .routes(routes!(ask_again_by_link))
}

/// What the requester sees.
///
/// Changes nothing: mail scanners open every link.
#[utoipa::path(get, path = "/requests/links/{token}", tag = "requests", params(LinkPath),
    responses((status = 200, body = FollowUpView)))]
async fn follow_by_link(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Answer<Json<FollowUpView>> {
    let requester = Requester::of(&app, &token).await?;
    Ok(Json(FollowUpView::of(&app, &requester).await?))
}

/// Write to the agency.
#[utoipa::path(post, path = "/requests/links/{token}/messages", tag = "requests", params(LinkPath),
    request_body = MessageToAgencyInput, responses((status = 200, body = Done)))]
async fn write_as_requester(
    State(app): State<App>,
    Path(token): Path<String>,
    key: IdempotencyKey,
    Sent {
        value: input,
        request,
    }: Sent<MessageToAgencyInput>,
) -> Answer<Done> {
    let requester = Requester::of(&app, &token).await?;
    requester.within_budget(&app)?;
    let words = requester.words()?;
    let fresh = Fresh::new(requester.link.ticket.uuid(), key.0.as_deref());
    let typed = input.subject.as_deref().filter(|it| !it.trim().is_empty());
    let subject = typed
        .map(|typed| at("subject", Subject::parse(typed)))
        .transpose()?;
    let command = TicketCommand::WriteToAgency {
        message: MessageId::new(fresh.id("message")),
        from: Addressee::Requester,
        subject: subject.map(|subject| Personal::new(words.clone(), subject)),
        text: Personal::new(words, at("text", MessageText::parse(&input.text))?),
    };
    let context = requester.context(&app, key.0.as_deref(), request);
    requester.execute(&app, command, context).await
}

/// Add a photo or another file.
///
/// The body is the file itself, of the kinds that the agency attaches.
#[utoipa::path(post, path = "/requests/links/{token}/attachments", tag = "requests", params(LinkPath, Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Done)))]
async fn attach_as_requester(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(called): Query<Called>,
    key: IdempotencyKey,
    request: Request,
) -> Answer<Done> {
    let requester = Requester::of(&app, &token).await?;
    requester.within_budget(&app)?;
    let fresh = Fresh::new(requester.link.ticket.uuid(), key.0.as_deref());
    let upload = Upload {
        app: &app,
        agency: requester.link.agency,
        ticket: &requester.ticket,
        words: requester.words()?,
        name: &called.name,
        to: Audience::Nobody,
    };
    let attachment = upload
        .receive(request.into_body().into_data_stream(), &fresh)
        .await?;
    let sent = seen(requester.link.ticket, &attachment);
    let context = requester.context(&app, key.0.as_deref(), sent);
    let command = TicketCommand::AttachFile { attachment };
    requester.execute(&app, command, context).await
}

/// Fetch a file that the requester sent.
///
/// A photo comes without the place where it was taken; one from which that cannot be taken out is not shown (403).
#[utoipa::path(get, path = "/requests/links/{token}/attachments/{attachment}", tag = "requests",
    params(LinkFilePath),
    responses((status = 200, body = Vec<u8>, content_type = "*/*")))]
async fn fetch_as_requester(
    State(app): State<App>,
    Path(path): Path<LinkFilePath>,
    held: IfNoneMatch,
) -> Answer<Response> {
    let requester = Requester::of(&app, &path.token).await?;
    let shelf = Shelf::of_requester(&app, &requester);
    shelf.give(&path.attachment, &held).await
}

/// Fetch the thumbnail of a picture that the requester sent.
///
/// A JPEG of at most 320 pixels a side; of JPEG, PNG, WebP and GIF.
#[utoipa::path(get, path = "/requests/links/{token}/attachments/{attachment}/thumbnail", tag = "requests",
    params(LinkFilePath), responses((status = 200, body = Vec<u8>, content_type = "image/jpeg")))]
async fn fetch_thumbnail_as_requester(
    State(app): State<App>,
    Path(path): Path<LinkFilePath>,
    held: IfNoneMatch,
) -> Answer<Response> {
    let requester = Requester::of(&app, &path.token).await?;
    let shelf = Shelf::of_requester(&app, &requester);
    shelf.give_small(&path.attachment, &held).await
}

/// Ask for something else about the same place.
///
/// Where and who is taken from what was asked before. It is a ticket of its own and waits for a manager; its link is sent
/// to the requester and told to nobody else.
#[utoipa::path(post, path = "/requests/links/{token}/requests", tag = "requests", params(LinkPath),
    request_body = NewRequestInput, responses(
    (status = 201, body = Done, headers(("Location", description = "The ticket, for the agency"))),
))]
async fn ask_again_by_link(
    State(app): State<App>,
    Path(token): Path<String>,
    key: IdempotencyKey,
    Sent {
        value: input,
        request,
    }: Sent<NewRequestInput>,
) -> Answer<Created> {
    let requester = Requester::of(&app, &token).await?;
    requester.within_budget(&app)?;
    let subject = at("subject", Subject::parse(&input.subject))?;
    let description = at("description", Description::parse(&input.description))?;
    let context = requester.context(&app, key.0.as_deref(), request);
    let (ticket, command) = requester.asks_again(&app, subject, description).await?;
    let agency = requester.link.agency;
    let committed = app.execute(agency, ticket, command, context, None).await?;
    Ok(Created(Done::from(committed)))
}
