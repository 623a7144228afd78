//! What happened, in one order?

mod position;
pub(crate) mod raw;

pub use position::{NotAPosition, Position};
pub use raw::STATEMENTS;
