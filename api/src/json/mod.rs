//! What can a program do? Every operation of `/api/v1`, each under its chapter.

mod actions;
pub mod approvals;
mod assignments;
pub mod attachments;
mod by_link;
mod closing;
mod desk;
mod directory;
mod done;
mod erasure;
mod events;
pub mod input;
mod links;
mod list;
mod mailbox;
pub mod needs;
mod opening;
mod people;
mod quotes;
mod read;
mod register;
pub mod requester;
mod requests;
mod service;
mod site;
mod sms_reports;
mod view;

use crate::openapi::{Head, completed, readable};
use crate::state::App;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// The operations and their description, side by side so that neither can lack what the other has.
pub(crate) fn described() -> (Router<App>, utoipa::openapi::OpenApi) {
    let operations = OpenApiRouter::new()
        .merge(actions::routes())
        .merge(list::routes())
        .merge(opening::routes())
        .merge(requests::routes())
        .merge(requester::routes())
        .merge(read::routes())
        .merge(people::routes())
        .merge(closing::routes())
        .merge(assignments::routes())
        .merge(quotes::routes())
        .merge(approvals::routes())
        .merge(attachments::routes())
        .merge(links::routes())
        .merge(directory::routes())
        .merge(erasure::routes())
        .merge(mailbox::routes())
        .merge(events::routes())
        .merge(sms_reports::routes())
        .merge(service::routes());
    let (routes, description) = OpenApiRouter::with_openapi(Head::openapi())
        .nest("/api/v1", operations)
        .split_for_parts();
    (routes, completed(description))
}

/// The JSON API and the two readings of its description.
pub fn routes() -> Router<App> {
    let (routes, description) = described();
    let description = serde_json::to_value(description).unwrap_or_default();
    let page = readable(&description);
    routes
        .route(
            "/api/openapi.json",
            get(async move || axum::Json(description)),
        )
        .route("/api/docs", get(async move || page))
        .route("/api/docs.css", get(style))
}

async fn style() -> ([(header::HeaderName, &'static str); 1], &'static str) {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../../templates/docs/listing.css"),
    )
}
