//! How much may a request send, and how long may it take?

use crate::problem::Problem;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Bytes of a body, where a route does not allow itself more (files do). The longest text is 10 000 characters.
const LARGEST_BODY: usize = 256 * 1024;

/// Until the head of the answer. What comes after it (a stream of changes, a file) is not bounded by this.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// For files: a photo may come from a phone in a cellar.
const LONGEST_UPLOAD: Duration = Duration::from_secs(15 * 60);

pub(super) fn body() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST_BODY)
}

pub(super) async fn time(request: Request, next: Next) -> Response {
    let uploads =
        request.method() == Method::POST && request.uri().path().ends_with("/attachments");
    let longest = if uploads {
        LONGEST_UPLOAD
    } else {
        LONGEST_WAIT
    };
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::unavailable().into_response(),
    }
}
