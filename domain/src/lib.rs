//! What is true about a ticket, and what may happen next. Pure and synchronous: no clock, no randomness, no I/O.

pub mod ids;
pub mod personal;
pub mod actor;
pub mod metadata;
pub mod calendar;
pub mod value;
