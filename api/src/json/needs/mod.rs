//! What does each action need? Where it is asked for, and which fields it takes: read from the description of the API
//! itself, so that a ticket cannot promise what its operations do not take.

mod deed;
mod field;
mod narrow;
mod offer;
#[cfg(test)]
mod tests;

pub use deed::{right_of, right_of_whole};
pub use field::{FieldView, NEEDED, TAKEN};
pub use offer::{ActionView, Permitted, by_approver, by_link, by_link_beside};
