//! How much may a request send, and how long may it take?

use crate::pages::files::batch::MOST;
use crate::pages::files::incoming::is_multipart;
use crate::problem::Problem;
use crate::state::App;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// Bytes of a body that is no file. The longest text is 10 000 characters.
const LARGEST_BODY: u64 = 256 * 1024;

/// Until the head of the answer, once the body is there. What comes after it (a stream of changes, a file) is not
/// bounded by this.
const LONGEST_WORK: Duration = Duration::from_secs(20);

/// Nothing is read ahead of its reader, and nothing beyond the limit: a body that says beforehand that it is too large
/// is not read at all.
pub(super) async fn bounded(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let (largest, within) = match files(&request) {
        0 => (LARGEST_BODY, app.web.limits.body()),
        files => (
            app.blobs.largest().any() * files + LARGEST_BODY * (files - 1),
            app.web.limits.upload(),
        ),
    };
    if announced(request.headers()) > largest {
        return too_large();
    }
    let fate = Fate::default();
    let deadline = Instant::now() + within;
    let request = request.map(|body| {
        Body::new(Bounded {
            body,
            left: largest,
            late: Box::pin(tokio::time::sleep_until(deadline)),
            fate: fate.clone(),
        })
    });
    let answered = tokio::time::timeout_at(deadline + LONGEST_WORK, next(request)).await;
    // What became of the body comes before what the handler made of half a body.
    match (fate.get(), answered) {
        (Fate::TOO_LARGE, _) => too_large(),
        (Fate::TOO_SLOW, _) => {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow").into_response()
        }
        (_, Ok(response)) => response,
        (_, Err(_)) => Problem::unavailable().into_response(),
    }
}

/// How many files may come with it.
fn files(request: &Request) -> u64 {
    let path = request.uri().path();
    if request.method() != Method::POST {
        0
    } else if path.ends_with("/attachments") {
        1
    } else if is_multipart(request.headers()) && !path.starts_with("/api/") {
        MOST as u64
    } else {
        0
    }
}

fn too_large() -> Response {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large").into_response()
}

fn announced(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH);
    length
        .and_then(|length| length.to_str().ok()?.parse().ok())
        .unwrap_or_default()
}

/// What became of a body, told to whoever words the answer.
#[derive(Clone, Default)]
struct Fate(Arc<AtomicU8>);

impl Fate {
    const TOO_LARGE: u8 = 1;
    const TOO_SLOW: u8 = 2;

    fn get(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }
    fn set(&self, fate: u8) -> axum::Error {
        self.0.store(fate, Ordering::Relaxed);
        axum::Error::new(std::io::Error::other("the body was not taken"))
    }
}

/// A body that ends with an error once it is too large or too late.
struct Bounded {
    body: Body,
    left: u64,
    late: Pin<Box<Sleep>>,
    fate: Fate,
}

impl HttpBody for Bounded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if polled.is_pending() && self.late.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(self.fate.set(Fate::TOO_SLOW))));
        }
        let frame = match ready!(polled) {
            Some(Ok(frame)) => frame,
            other => return Poll::Ready(other),
        };
        let size = frame.data_ref().map_or(0, |data| data.len() as u64);
        match self.left.checked_sub(size) {
            Some(left) => self.left = left,
            None => return Poll::Ready(Some(Err(self.fate.set(Fate::TOO_LARGE)))),
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}
