//! What does a message say? Occasion × role × channel → subject, text, HTML, calendar file.

pub mod address_book;
pub mod calendar_file;
pub mod gsm7;
pub mod when;
