//! How does a message that is due leave, and what became of it?

pub mod channel;
pub mod outcome;
pub mod retry;

pub use channel::{Channel, Content, Parcel};
pub use outcome::Outcome;
