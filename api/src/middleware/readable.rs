//! Can a request be read at all, whatever it asks? What can not, reaches no route.

use crate::extract::{Unreadable, pairs};
use crate::problem::Problem;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

pub(super) async fn only(
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    match refused(&request) {
        Some(problem) => problem.into_response(),
        None => next(request).await,
    }
}

fn refused(request: &Request) -> Option<Problem> {
    let (uri, headers) = (request.uri(), request.headers());
    if !is_text(uri.path()) {
        // It names nothing, like any other address that does not exist.
        return Some(Problem::not_found());
    }
    match pairs(uri.query().unwrap_or_default().as_bytes()) {
        Ok(asked) => {
            if let Some((name, _)) = asked.into_iter().find(|(_, value)| is_endless(value)) {
                return Some(malformed(name));
            }
        }
        Err(why) => return Some(in_query(why)),
    }
    if is_encoded(headers) {
        // A few bytes could unpack into gigabytes; nothing of ours needs it.
        return Some(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "encoded_body",
        ));
    }
    // A body where none has a meaning is how one request is smuggled behind another.
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    (reads && !request.body().is_end_stream()).then(|| Problem::malformed("body_not_expected"))
}

fn is_text(path: &str) -> bool {
    let decoded = percent_decode_str(path).decode_utf8();
    decoded.is_ok_and(|path| !path.chars().any(char::is_control))
}

fn in_query(why: Unreadable) -> Problem {
    match why {
        Unreadable::TooMany => Problem::malformed("too_many_fields"),
        Unreadable::NotText(name) | Unreadable::Null(name) => malformed(name),
    }
}

fn malformed(name: String) -> Problem {
    Problem::malformed("malformed_query")
        .with("name", &name)
        .at(name)
}

/// Longer than any search, any place in a list and any address to come back to.
fn is_endless(value: &str) -> bool {
    value.len() > 4_000
}

fn is_encoded(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"))
}
