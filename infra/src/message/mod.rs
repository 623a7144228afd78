//! What does a message say? Occasion × role × channel → subject, text, HTML, calendar file.

pub mod gsm7;
