//! How does a program read a problem? As `application/problem+json` (RFC 9457). A browser gets a page.

use super::Problem;
use crate::middleware::request_id::RequestId;
use crate::pages;
use crate::text::Language;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

pub const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Why a request was not carried out (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemBody {
    /// A reference to the explanation of this code in the documentation.
    #[serde(rename = "type")]
    #[schema(example = "/api/docs#ticket_closed")]
    pub kind: String,
    /// A heading for this kind of problem.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    pub status: u16,
    /// Stable for ever; decide by this and not by the sentences.
    #[schema(example = "ticket_closed")]
    pub code: String,
    /// A sentence in the reader's language (`Accept-Language`: French or English).
    pub detail: String,
    /// Path of the field at fault, such as `slot.start` or `watchers[0].email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The ticket's present version, where the one in `If-Match` was stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// To be quoted when asking for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl ProblemBody {
    pub fn new(problem: &Problem, language: Language, request_id: Option<String>) -> Self {
        Self {
            kind: format!("/api/docs#{}", problem.code()),
            title: problem.title(language),
            status: problem.status().as_u16(),
            code: problem.code().to_owned(),
            detail: problem.sentence(language),
            field: problem.field().map(str::to_owned),
            version: problem.version(),
            request_id,
        }
    }
}

/// Words a [`Problem`] in the reader's language. What the pages have already worded passes as it is.
pub async fn worded(request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    let for_a_person = is_read_by_a_person(request.uri().path(), request.headers());
    let language = Language::accepted(request.headers());
    let request_id = request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string);
    let mut response = next(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) if for_a_person => pages::answer::worded(&problem, language),
        Some(problem) => with_headers(
            &problem,
            language,
            ProblemBody::new(&problem, language, request_id),
        ),
        None => response,
    }
}

/// The API speaks JSON to everybody; elsewhere, whoever takes HTML gets a page.
fn is_read_by_a_person(path: &str, headers: &HeaderMap) -> bool {
    let programs = ["/api/", "/health/"];
    let accepted = headers.get_all(header::ACCEPT);
    !programs.iter().any(|start| path.starts_with(start))
        && accepted.iter().any(|value| {
            value
                .to_str()
                .is_ok_and(|value| value.contains("text/html"))
        })
}

fn with_headers(problem: &Problem, language: Language, body: ProblemBody) -> Response {
    let mut response = (problem.status(), axum::Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.status() == axum::http::StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
