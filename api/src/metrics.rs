//! How does an operator's collector read our figures? At `/metrics`, on a listener of its own that nobody else reaches.

use crate::health;
use crate::state::App;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper bounds in seconds: what a person feels lies between a hundredth and a few.
const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Starts counting, once per process.
///
/// # Errors
/// When something else counts already.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)?
        .install_recorder()
}

/// The one page of the metrics listener. How far behind the work is, is looked up when somebody asks.
pub fn routes(recorder: PrometheusHandle, app: App) -> Router {
    let render = move || {
        let (recorder, app) = (recorder.clone(), app.clone());
        async move {
            health::observe(&app).await.record();
            recorder.run_upkeep();
            let page = recorder.render();
            (
                [(
                    header::CONTENT_TYPE,
                    "text/plain; version=0.0.4; charset=utf-8",
                )],
                page,
            )
        }
    };
    Router::new().route("/metrics", get(render))
}
