//! How does a page answer: shown, refused, or elsewhere?

use askama::Template;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::ids::TicketId;

use super::field::{Problems, Typed};
use super::frame::{Frame, MessagePage};
use super::say::Say;
use crate::extract::{Unreadable, is_key, pairs};
use crate::problem::Problem;
use crate::session::NotShown;
use crate::text::Language;

/// What a page's handler answers with.
pub type Shown = Result<Response, NotShown>;

impl From<Problem> for NotShown {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// A page with a status.
pub fn show(status: StatusCode, page: &impl Template) -> Shown {
    let html = page.render().map_err(Problem::fault)?;
    Ok((status, Html(html)).into_response())
}

/// Elsewhere, with GET.
pub fn go(to: &str) -> Shown {
    Ok(Redirect::to(to).into_response())
}

/// What can be mended by typing something else, beside its field.
///
/// # Errors
/// The problem again, where nothing typed would help: it is a page of its own then.
pub fn mendable(problem: Problem, t: Language) -> Result<Problems, Problem> {
    let mendable = [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::CONFLICT,
        StatusCode::FORBIDDEN,
    ];
    if !mendable.contains(&problem.status()) {
        return Err(problem);
    }
    let mut problems = Problems::default();
    problems.tell(&problem, t);
    Ok(problems)
}

/// A ticket's identifier in an address; what is none, is not there.
pub fn ticket_id(text: &str) -> Result<TicketId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// A posted form, as it was typed.
impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_form(request.headers()) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "malformed_form",
            ));
        }
        let sent = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::malformed("broken_off"))?;
        let typed: Self = pairs(&sent).map_err(unreadable)?.into_iter().collect();
        // Our own pages write it; whatever else stands there is nothing that a person can mend.
        match typed.some("key") {
            Some(key) if !is_key(key) => Err(Problem::malformed("malformed_form").at("key")),
            Some(_) | None => Ok(typed),
        }
    }
}

/// Nothing at all is a form without fields.
fn is_form(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_none_or(|kind| {
        let kind = kind.to_str().unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

fn unreadable(why: Unreadable) -> Problem {
    match why {
        Unreadable::TooMany => Problem::malformed("too_many_fields"),
        Unreadable::NotText(name) => Problem::malformed("malformed_form").at(name),
        Unreadable::Null(name) => Problem::invalid(name, "control_character"),
    }
}

/// A layer: words as a page what the handlers could not do.
pub async fn problems_as_pages(headers: HeaderMap, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => worded(&problem, Language::accepted(&headers)),
        None => response,
    }
}

/// The problem as a page of its own.
pub fn worded(problem: &Problem, t: Language) -> Response {
    let page = MessagePage {
        t,
        frame: Frame {
            agency: "Main Courante".to_owned(),
            ..Frame::default()
        },
        title: problem.title(t),
        text: problem.sentence(t),
        href: "/tickets".to_owned(),
        go: t.say("page-back"),
    };
    let mut response = match page.render() {
        Ok(html) => (problem.status(), Html(html)).into_response(),
        Err(_) => problem.status().into_response(),
    };
    if let Some(seconds) = problem.retry_after() {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
