//! What does a command answer? That it is durable, and the ticket's version after it.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::TicketId;
use infra::tickets::Committed;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A command was carried out, now or under the same key before.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Done {
    /// The ticket; under a repeated key, that of the first time.
    pub ticket: Uuid,
    /// Its version after the command, for `If-Match`.
    #[schema(example = 4)]
    pub version: u64,
    /// The same key had brought the same request before: nothing was done again.
    pub repeated: bool,
}

impl From<Committed> for Done {
    fn from(committed: Committed) -> Self {
        Self {
            ticket: committed.ticket.uuid(),
            version: committed.version,
            repeated: committed.repeated,
        }
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let etag = etag(self.version);
        ([(header::ETAG, etag)], Json(self)).into_response()
    }
}

/// Something new is there; its address goes with the answer.
pub struct Created(pub Done);

impl IntoResponse for Created {
    fn into_response(self) -> Response {
        let location = format!("/api/v1/tickets/{}", TicketId::new(self.0.ticket));
        (StatusCode::CREATED, [(header::LOCATION, location)], self.0).into_response()
    }
}

/// The entity tag of a version.
pub fn etag(version: u64) -> String {
    format!("\"{version}\"")
}

/// What a read answers whose reader holds the present state already.
pub fn not_modified(etag: &str) -> Response {
    let value = HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static("\"\""));
    (
        StatusCode::NOT_MODIFIED,
        [(header::ETAG, value), (header::CACHE_CONTROL, REVALIDATE)],
    )
        .into_response()
}

/// Kept by the reader alone, and asked about at every use.
pub const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The headers of a read that can be asked about again.
pub fn revalidated(etag: String) -> [(HeaderName, HeaderValue); 2] {
    let etag = HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("\"\""));
    [(header::ETAG, etag), (header::CACHE_CONTROL, REVALIDATE)]
}
