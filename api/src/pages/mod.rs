//! What do people see? Pages for the agency and pages for whoever holds a personal link; plain forms first.

pub mod answer;
pub mod approve;
pub mod assets;
pub mod field;
pub mod files;
pub mod follow;
pub mod form;
pub mod frame;
pub mod icon;
pub mod link;
pub mod list;
pub mod live;
pub mod mailbox;
pub mod markup;
pub mod money;
pub mod opening;
pub mod people;
pub mod read;
pub mod said;
pub mod say;
pub mod sign_in;
pub mod ticket;
mod visit;
pub mod when;

pub use assets::url;
pub use icon::icon;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use crate::state::App;

/// Every page, and the files that they load.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(list::handler::home))
        .route(
            "/sign-in",
            get(sign_in::handler::form).post(sign_in::handler::enter),
        )
        .route("/sign-out", post(sign_in::handler::leave))
        .route("/tickets", get(list::handler::list))
        .route(
            "/tickets/new",
            get(opening::handler::form).post(opening::handler::open),
        )
        .route("/tickets/feed", get(live::feed))
        .route("/tickets/{id}", get(ticket::handler::look))
        .route(
            "/tickets/{id}/acknowledge",
            post(ticket::handler::acknowledge),
        )
        .route(
            "/tickets/{id}/validate",
            get(opening::validation::form).post(opening::validation::validate),
        )
        .route(
            "/tickets/{id}/files",
            get(files::send::ask_agency).post(files::send::take_from_agency),
        )
        .route("/tickets/{id}/files/{file}", get(files::of_ticket))
        .route(
            "/tickets/{id}/files/{file}/small",
            get(files::of_ticket_small),
        )
        .route("/tickets/{id}/time", post(ticket::handler::time_spent))
        .route(
            "/tickets/{id}/{act}",
            get(ticket::handler::form).post(ticket::handler::carry_out),
        )
        .route("/mailbox", get(mailbox::handler::list))
        .route("/mailbox/{id}", get(mailbox::handler::message))
        .route("/mailbox/{id}/body", get(mailbox::handler::body))
        .route("/r/{token}", get(link::handler::look))
        .route("/r/{token}/renew", post(link::handler::renew))
        .route(
            "/r/{token}/files",
            get(files::send::ask_contractor).post(files::send::take_from_contractor),
        )
        .route("/r/{token}/files/{file}", get(files::by_link))
        .route("/r/{token}/files/{file}/small", get(files::by_link_small))
        .route("/r/{token}/visit.ics", get(link::handler::visit))
        .route(
            "/r/{token}/{answer}",
            get(link::handler::ask).post(link::handler::answer),
        )
        .route("/d/{token}", get(follow::handler::look))
        .route(
            "/d/{token}/files",
            get(files::send::ask_requester).post(files::send::take_from_requester),
        )
        .route("/d/{token}/files/{file}", get(files::by_requester))
        .route(
            "/d/{token}/files/{file}/small",
            get(files::by_requester_small),
        )
        .route(
            "/d/{token}/message",
            get(follow::handler::ask).post(follow::handler::write),
        )
        .route(
            "/d/{token}/request",
            get(follow::again::form).post(follow::again::submit),
        )
        .route("/a/{token}", get(approve::handler::look))
        .route(
            "/a/{token}/quotes/{assignment}",
            get(approve::handler::file),
        )
        .route("/a/{token}/verdict", post(approve::handler::decide))
        // How much is taken in stands in `middleware::limits`, for every route.
        .layer(DefaultBodyLimit::disable())
        .route_layer(from_fn(answer::problems_as_pages))
        .route("/assets/{hash}/{*path}", get(assets::serve))
}
