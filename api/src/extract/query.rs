//! What do the parameters after the question mark say?

use super::json::of_data;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// The query parameters, unknown ones refused where the type says so.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = parts.uri.query().unwrap_or_default();
        let deserializer =
            serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
        serde_path_to_error::deserialize(deserializer)
            .map(Self)
            .map_err(|error| {
                let path = error.path().to_string();
                let problem = of_data(&error.inner().to_string(), &path);
                match problem.code() {
                    "wrong_type" => Problem::malformed("malformed_query")
                        .with("name", &path)
                        .at(path),
                    _ => problem,
                }
            })
    }
}
