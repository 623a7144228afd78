//! Which software answers here?

use crate::state::App;
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(version))
}

/// The software that answers.
#[derive(Serialize, ToSchema)]
struct Version {
    /// Name of the product.
    #[schema(example = "maincourante")]
    name: &'static str,
    /// Version of the product.
    #[schema(example = "0.1.0")]
    version: &'static str,
}

/// The version that answers.
#[utoipa::path(get, path = "/version", tag = "service", responses((status = 200, body = Version)))]
async fn version() -> Json<Version> {
    Json(Version {
        name: "maincourante",
        version: env!("CARGO_PKG_VERSION"),
    })
}
