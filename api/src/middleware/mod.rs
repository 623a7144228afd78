//! What happens to every request on its way in and out, outermost first?

pub mod client;
mod guesses;
mod headers;
mod limits;
mod origin;
mod readable;
pub mod request_id;
mod trace;

use crate::problem;
use crate::state::App;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower_http::compression::CompressionLayer;

/// Wraps a whole table of routes. The last layer added is the first that a request meets.
///
/// One layer of ours and not ten: each copies everything that it wraps, for every request, so that the price of layers
/// grows with the square of their number.
pub fn around(routes: Router, app: &App) -> Router {
    routes
        .layer(from_fn_with_state(app.clone(), each))
        .layer(CompressionLayer::new())
}

async fn each(State(app): State<App>, request: Request, next: Next) -> Response {
    request_id::give(request, async |request| {
        trace::each_request(request, async |request| {
            headers::secure(request, async |request| {
                problem::worded(request, async |request| admitted(&app, request, next).await).await
            })
            .await
        })
        .await
    })
    .await
}

/// What reaches a route has passed here.
async fn admitted(app: &App, mut request: Request, next: Next) -> Response {
    client::tell(app, &mut request);
    guesses::slowed_down(app, request, async |request| {
        readable::only(request, async |request| {
            limits::bounded(app, request, async |request| {
                origin::same_site_only(request, async |request| next.run(request).await).await
            })
            .await
        })
        .await
    })
    .await
}
