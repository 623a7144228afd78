//! How is a request read? Each extractor refuses with a [`Problem`](crate::problem::Problem) that names the place.

mod caller;
mod conditions;
mod json;
mod nulls;
mod pairs;
mod path;
mod query;
mod strict;
#[cfg(test)]
mod tests;

pub use caller::Caller;
pub use conditions::{IdempotencyKey, IfMatch, IfNoneMatch, is_key};
#[cfg(test)]
pub(crate) use json::parse;
pub use json::{Json, Sent};
pub use pairs::{MOST as MOST_PAIRS, Unreadable, pairs};
pub use path::Path;
pub use query::Query;
