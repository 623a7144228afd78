//! What is true about a ticket, and what may happen next. Pure and synchronous: no clock, no randomness, no I/O.

pub mod actor;
pub mod calendar;
pub mod ids;
pub mod metadata;
pub mod person;
pub mod personal;
pub mod policy;
pub mod ticket;
pub mod value;
