//! By which name do a caller and our log speak of the same request?

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use std::fmt;
use uuid::Uuid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The name of a request: the proxy's, where it sent a harmless one, else our own.
#[derive(Clone, Debug)]
pub struct RequestId(HeaderValue);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

pub(super) async fn give(
    mut request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let id = RequestId(
        request
            .headers()
            .get(HEADER)
            .filter(|id| harmless(id))
            .cloned()
            .unwrap_or_else(fresh),
    );
    request.extensions_mut().insert(id.clone());
    let mut response = next(request).await;
    response.headers_mut().insert(HEADER, id.0);
    response
}

/// What is written to the log as it came must not be able to forge a line of it.
fn harmless(id: &HeaderValue) -> bool {
    let bytes = id.as_bytes();
    (1..=64).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

fn fresh() -> HeaderValue {
    HeaderValue::try_from(Uuid::now_v7().to_string()).unwrap_or(HeaderValue::from_static("unnamed"))
}
