//! The requester's personal link: what was asked, how far it has come, messages with the agency.

pub mod again;
pub mod handler;
mod page;
mod view;
