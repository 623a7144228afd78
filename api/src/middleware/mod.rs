//! What happens to every request on its way in and out, outermost first?

mod headers;
mod limits;
mod origin;
pub mod request_id;
mod trace;

use crate::problem;
use axum::Router;
use axum::middleware::from_fn;
use tower_http::compression::CompressionLayer;

/// Wraps a whole table of routes. The last layer added is the first that a request meets.
pub fn around(routes: Router) -> Router {
    routes
        .layer(limits::body())
        .layer(from_fn(origin::same_site_only))
        .layer(from_fn(limits::time))
        .layer(from_fn(problem::as_json))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new())
        .layer(from_fn(trace::each_request))
        .layer(from_fn(request_id::give))
}
