//! What does the API answer? Requests straight into the router, on SQLite in a temporary folder.

mod cabinet;
mod commands;
mod conditions;
mod files;
mod lists;
mod problems;
mod requests;
mod rights;
mod sent;
mod shown;
mod stage;
mod streams;
