//! Does every adapter keep its contract?

mod blobs;
mod directory;
mod staff;
mod event_store;
mod log;
mod sealing;
