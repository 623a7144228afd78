//! How is a request read? Each extractor refuses with a [`Problem`](crate::problem::Problem) that names the place.

mod caller;
mod conditions;
mod json;
mod path;
mod query;

pub use caller::Caller;
pub use conditions::{IdempotencyKey, IfMatch, IfNoneMatch};
#[cfg(test)]
pub(crate) use json::parse;
pub use json::{Json, Sent};
pub use path::Path;
pub use query::Query;
