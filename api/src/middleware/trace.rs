//! What does the log say of a request? Its route, never its address: a personal link's token must not reach a log.

use super::request_id::RequestId;
use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// One span and one line per request, and the two figures that tell how the service does.
pub(super) async fn each_request(
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    // Only the template, `/r/{token}`; an address that matches none may be a mistyped link and is not written either.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let method = known(request.method());
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default();
    let span = tracing::info_span!("request", %id, method, route);
    // A monotonic measure of work done here; what the product decides by is the clock that is passed in.
    let started = Instant::now();

    let response = next(request).instrument(span.clone()).await;

    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    span.in_scope(|| tracing::info!(status, milliseconds = seconds * 1000.0, "answered"));
    let labels = [
        ("method", method.to_owned()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(seconds);
    response
}

/// A label of bounded variety: anybody may invent a method.
fn known(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
