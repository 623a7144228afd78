//! Which values may a ticket hold, and how are they written?
//!
//! Each type can only be made from checked input, so a function that receives one need not check again.
//! Deserialising trusts what was stored: a rule that is tightened later must not make an old event unreadable.

mod amount;
mod email;
mod note_html;
mod phone;
mod reminder_policy;
mod slot;
mod text;

pub use amount::{Amount, AmountError, AmountOutOfRange};
pub use email::{EmailAddress, EmailError};
pub use note_html::NoteHtml;
pub use phone::{PhoneError, PhoneNumber};
pub use reminder_policy::{Cadence, ReminderPolicy, ReminderPolicyError};
pub use slot::{Slot, SlotError};
pub use text::{Description, MessageText, ShortText, Subject, TextError};
