//! How is a request read? Each extractor refuses with a [`Problem`](crate::problem::Problem) that names the place.

mod conditions;
mod json;
mod path;
mod query;

pub use conditions::{IdempotencyKey, IfMatch, IfNoneMatch};
pub use json::Json;
#[cfg(test)]
pub(crate) use json::parse;
pub use path::Path;
pub use query::Query;
