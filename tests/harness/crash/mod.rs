//! Does the product keep its word when it is killed?
//!
//! A [`campaign`] runs the whole product as a child process, puts it under load, kills it time and again, lets it come to
//! rest, and compares what was said with what is there: [`journal`] knows what callers sent and what they were told,
//! [`ledger`] what mail server and SMS gateway took, [`compare`] looks at log, rows and files. Time runs fast, and
//! jumps between two lives, so that every deadline comes.
//!
//! The plan of a campaign (who is killed where, what is asked of which ticket) follows from its seed; how the threads
//! of both sides fall does not.

pub mod campaign;
pub mod compare;
pub mod face;
pub mod figures;
pub mod journal;
pub mod ledger;
pub mod life;
pub mod load;
pub mod mail;
pub mod office;
pub mod outage;
pub mod plan;
pub mod postgres;
pub mod rest;
pub mod script;
pub mod site;
pub mod sms;
