//! One ticket: its page, and everything that can be done on it.

pub mod act;
pub mod asking;
pub mod bench;
pub mod command;
pub mod desk;
pub mod fields;
pub mod form;
pub mod goes;
pub mod handler;
mod informing;
pub mod log;
mod next;
pub mod page;
pub mod part;
mod parties;
mod parts;
pub mod prefill;
pub mod quote_command;
pub mod quote_fields;
mod quote_words;
mod reminding;
mod sendings;
pub mod view;
pub mod words;
