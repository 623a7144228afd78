//! What does the API answer? Requests straight into the router, on SQLite in a temporary folder.

mod commands;
mod conditions;
mod lists;
mod problems;
mod rights;
mod stage;
mod streams;
