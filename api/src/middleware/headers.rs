//! What is the browser told about every answer?

use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

/// No script, style, font or picture from elsewhere, and nothing inline; nobody may frame a page.
const CONTENT_SECURITY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// For every answer, unless the handler said otherwise.
const EVERYWHERE: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// For personal links: the address is a secret, so it goes to no other site, no search engine and no cache.
const PERSONAL_LINK: [(HeaderName, HeaderValue); 3] = [
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

pub(super) async fn secure(
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let by_link = is_personal_link(request.uri().path());
    let mut response = next(request).await;
    let headers = response.headers_mut();
    if by_link {
        headers.extend(
            PERSONAL_LINK
                .into_iter()
                .map(|(name, value)| (Some(name), value)),
        );
    }
    for (name, value) in EVERYWHERE {
        headers.entry(name).or_insert(value);
    }
    response
}

/// Whether the address carries a token of a personal link.
pub(super) fn is_personal_link(path: &str) -> bool {
    [
        "/r/",
        "/d/",
        "/a/",
        "/api/v1/links/",
        "/api/v1/requests/links/",
        "/api/v1/approvals/links/",
    ]
    .iter()
    .any(|beginning| path.starts_with(beginning))
}
