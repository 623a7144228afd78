//! How much may a request send, and how long may it take?

use crate::problem::Problem;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Bytes of a body, where a route does not allow itself more (files do). The longest text is 10 000 characters.
const LARGEST_BODY: usize = 256 * 1024;

/// Until the head of the answer. What comes after it (a stream of changes, a file) is not bounded by this.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

pub(super) fn body() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST_BODY)
}

pub(super) async fn time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST_WAIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::unavailable().into_response(),
    }
}
