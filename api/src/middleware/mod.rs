//! What happens to every request on its way in and out, outermost first?

pub mod client;
mod guesses;
mod headers;
mod limits;
mod origin;
mod readable;
pub mod request_id;
mod trace;

use crate::problem;
use crate::state::App;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;

/// Wraps a whole table of routes. The last layer added is the first that a request meets.
pub fn around(routes: Router, app: &App) -> Router {
    routes
        .layer(from_fn(origin::same_site_only))
        .layer(from_fn_with_state(app.clone(), limits::bounded))
        .layer(from_fn(readable::only))
        .layer(from_fn_with_state(app.clone(), guesses::slowed_down))
        .layer(from_fn_with_state(app.clone(), client::tell))
        .layer(from_fn(problem::worded))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(from_fn(trace::each_request))
        .layer(from_fn(request_id::give))
}
