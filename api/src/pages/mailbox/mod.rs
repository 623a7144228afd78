//! The built-in mailbox: what would have left by e-mail and SMS, where no server is configured.

pub mod handler;
pub mod view;
