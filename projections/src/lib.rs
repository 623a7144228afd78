//! Answers to questions, kept up to date.

pub mod awaiting;
pub mod ticket_list;
pub mod ticket_page;
