//! What does a message say? Occasion × reader × channel → subject, text, HTML, calendar file.
//!
//! [`Scene`] is what is known; [`wording`] chooses the block of the catalogue (`infra/locales/fr/messages.ftl`), [`facts`]
//! the facts under it; [`layout`] and [`sms`] give it its form. Nothing here sends anything.

pub mod address_book;
pub mod calendar_file;
mod compose;
mod facts;
pub mod gsm7;
mod layout;
mod letter;
mod remark;
mod scene;
mod sms;
mod texts;
mod values;
mod visit;
pub mod when;
mod wording;

pub use compose::{Sender, Unwritable, Written, write};
pub use scene::{Destination, Scene};

#[cfg(test)]
mod tests;
