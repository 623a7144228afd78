//! How does a message that is due leave, and what became of it?
//!
//! The [`DeliveryWorker`] claims rows of the [outbox](crate::outbox), writes the [message](crate::message) from the ticket
//! as it is at that moment, hands it to a [`Channel`] and records the [`Outcome`]. Nothing is retried on the spot: when
//! there is a next attempt is in [`retry`], as data.

pub mod channel;
mod enclose;
pub mod outcome;
mod prepare;
pub mod retry;
mod setup;
pub mod worker;

pub use channel::{Channel, Content, Parcel};
pub use outcome::Outcome;
pub use setup::{SetupFault, channels, reports};
pub use worker::{Channels, Delivery, DeliveryWorker};
