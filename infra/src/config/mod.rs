//! How is this installation set up?
//!
//! One documented file lists every key with its unit and default; a file of the operator's own and environment variables
//! go before it. Everything is checked once, at start, and every complaint is told at the same time.

mod check;
mod load;
mod outside;
mod settings;
#[cfg(test)]
mod tests;

pub use check::Complaint;
pub use load::{ConfigFault, load};
pub use outside::{Limits, Web};
pub use settings::{
    BrevoSms, Database, EventStore, FileStore, Files, GatewaySms, Log, LogFormat, Mail,
    MailTransport, OvhSms, S3, Secrets, Server, Settings, Sms, SmsProvider, Smtp, SmtpTls,
};
