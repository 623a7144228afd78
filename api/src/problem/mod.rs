//! What is said when a request is not carried out?
//!
//! One description (status, code, field, sentence) with three faces: the JSON problem (`render`), the page and the
//! fragment (both in `pages`). Handlers return `Result<_, Problem>`; a layer at the edge words it in the reader's
//! language. The sentences are in `locales/*/problems.ftl` under `problem-<code>`.

mod fault;
mod refusal;
mod render;
#[cfg(test)]
mod tests;
mod value;

pub use render::{PROBLEM_JSON, ProblemBody, worded};

use crate::text::{self, Language};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Why a request was not carried out. A few words on the heap: it travels in every `Result`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Description>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Description {
    status: StatusCode,
    code: &'static str,
    field: Option<String>,
    args: Vec<(&'static str, String)>,
    retry_after: Option<u64>,
    version: Option<u64>,
}

/// What an API handler answers with.
pub type Answer<T> = Result<T, Problem>;

impl Problem {
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self(Box::new(Description {
            status,
            code,
            field: None,
            args: Vec::new(),
            retry_after: None,
            version: None,
        }))
    }
    /// 400: the request itself cannot be read.
    pub fn malformed(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }
    /// 401: who asks is not known, or no longer.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in")
    }
    /// 403: who asks is known and may not do this.
    pub fn forbidden(code: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code)
    }
    /// 404: there is no such thing, or it is not for the caller's eyes; which of the two is not said.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }
    /// 409: the present state does not allow this.
    pub fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }
    /// 412: the caller decided on an older version than the present one.
    pub fn stale(actual: u64) -> Self {
        let mut problem =
            Self::new(StatusCode::PRECONDITION_FAILED, "stale_version").with("version", actual);
        problem.0.version = Some(actual);
        problem
    }
    /// 422: readable, and not a value that can be accepted.
    pub fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::unprocessable(code).at(field)
    }
    /// 422, where only the caller knows the field.
    pub fn unprocessable(code: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code)
    }
    /// 429: too often; to be tried again after so many seconds.
    pub fn too_many(retry_after_seconds: u64) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
            .with("seconds", retry_after_seconds);
        problem.0.retry_after = Some(retry_after_seconds);
        problem
    }
    /// 503: not now; nothing was done, or it is not known whether anything was.
    pub fn unavailable() -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
        problem.0.retry_after = Some(5);
        problem
    }
    /// 500: our own fault. It is logged here, once, and stays opaque outside.
    pub fn broken(fault: impl std::fmt::Display) -> Self {
        tracing::error!(%fault, "a request could not be carried out");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "fault")
    }

    /// Names the field that is at fault, by its path in what was sent.
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }
    /// Puts the field below another: `start` of `slot` is `slot.start`.
    pub fn below(mut self, parent: &str) -> Self {
        self.0.field = Some(match self.0.field.take() {
            Some(field) => format!("{parent}.{field}"),
            None => parent.to_owned(),
        });
        self
    }
    /// A value that the sentence mentions.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.args.push((name, value.to_string()));
        self
    }

    pub fn status(&self) -> StatusCode {
        self.0.status
    }
    /// Stable for ever; programs decide by it.
    pub fn code(&self) -> &'static str {
        self.0.code
    }
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }
    pub fn retry_after(&self) -> Option<u64> {
        self.0.retry_after
    }
    /// The present version, where the caller's was stale.
    pub fn version(&self) -> Option<u64> {
        self.0.version
    }
    /// What a person reads.
    pub fn sentence(&self, language: Language) -> String {
        text::text(language, &format!("problem-{}", self.0.code), &self.0.args)
    }
    /// A heading for the kind of problem.
    pub fn title(&self, language: Language) -> String {
        text::text(
            language,
            &format!("problem-title-{}", self.0.status.as_u16()),
            &[],
        )
    }
}

/// The status and the problem itself; the body is written by [`worded`], or by the pages, once the reader's
/// language is known.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
