//! How does a service order live? Whole lives, each through the API and the personal link, each on both databases.
//!
//! Every story checks three things: the status that people see, the log, and who was told.

mod answers;
mod clients;
mod completion;
mod endings;
mod happy_path;
mod invoices;
mod priced;
mod quotes;
mod requests;
mod several;
mod signed_copy;
mod silence;
mod visits;
