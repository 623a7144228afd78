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
    middleware::around(table().with_state(app.clone()), &app)
}

/// The routes alone, so that a test can look at each of them.
pub fn table() -> Router<App> {
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
