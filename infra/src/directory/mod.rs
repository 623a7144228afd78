//! Who and what is there? Agencies, properties, parties, contractors: mirrored from the accounting software.

mod fold;
pub(crate) mod key;
pub(crate) mod typed;

pub use fold::fold;
