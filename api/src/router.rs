//! Which address leads where? A table and nothing else.

use crate::health;
use crate::json;
use crate::middleware;
use crate::pages;
use crate::problem::Problem;
use crate::state::App;
use axum::Router;
use axum::http::StatusCode;

/// The whole product over HTTP.
pub fn router(app: App) -> Router {
    middleware::around(table().with_state(app))
}

fn table() -> Router<App> {
    Router::new()
        .merge(health::routes())
        .merge(json::routes())
        .merge(pages::routes())
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_like_this)
}

async fn nothing_here() -> Problem {
    Problem::not_found()
}

async fn not_like_this() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
}
