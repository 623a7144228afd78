//! May another site make a signed-in person's browser act here? No.
//!
//! The session cookie is `SameSite=Lax`; this also refuses sister domains and browsers that do not know that attribute.

use super::headers::is_personal_link;
use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::{IntoResponse, Response};

pub(super) async fn same_site_only(
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    // Pages of personal links send no referrer, so that their own forms post `Origin: null`; they carry no cookie.
    let harmless = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) || !request.headers().contains_key(header::COOKIE)
        || is_personal_link(request.uri().path());
    if harmless || comes_from_here(request.headers()) {
        next(request).await
    } else {
        Problem::forbidden("other_site").into_response()
    }
}

fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text("origin") {
        // Programs send no origin; browsers do with every request that changes something.
        None => true,
        Some(origin) => {
            let authority = origin
                .parse::<Uri>()
                .ok()
                .and_then(|uri| uri.authority().map(ToString::to_string));
            authority.is_some() && authority.as_deref() == text("host")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_here(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, axum::http::HeaderValue::from_static(value));
        }
        comes_from_here(&headers)
    }

    #[test]
    fn another_site_is_recognised() {
        assert!(from_here(&[("sec-fetch-site", "same-origin")]));
        assert!(!from_here(&[("sec-fetch-site", "cross-site")]));
        assert!(!from_here(&[("sec-fetch-site", "same-site")]));
        assert!(from_here(&[
            ("origin", "https://a.fr:8443"),
            ("host", "a.fr:8443")
        ]));
        assert!(!from_here(&[("origin", "https://b.fr"), ("host", "a.fr")]));
        assert!(!from_here(&[("origin", "null"), ("host", "a.fr")]));
        assert!(from_here(&[("host", "a.fr")]));
    }
}
