//! Who tries one personal link or API token after the other? Wrong ones are counted by address; after too many, nothing
//! is looked up for that address any more until its time has come.

use super::client::Client;
use super::headers::is_personal_link;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(super) async fn slowed_down(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let Client(from) = Client::of(request.extensions());
    let by_link = is_personal_link(request.uri().path());
    let by_token = request.headers().contains_key(header::AUTHORIZATION);
    if !by_link && !by_token {
        return next(request).await;
    }
    if let Some(seconds) = app.brakes.wrong_tokens.shut(from) {
        return Problem::too_many(seconds).into_response();
    }
    let response = next(request).await;
    let wrong = match response.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => by_link,
        StatusCode::UNAUTHORIZED => by_token,
        _ => false,
    };
    if wrong {
        // The last one allowed still gets its answer: it is the next that waits.
        let _ = app.brakes.wrong_tokens.spend(from);
    }
    response
}
