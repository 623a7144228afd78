//! Does every adapter keep its contract?

mod blobs;
mod directory;
mod event_store;
mod idempotency;
mod log;
mod outbox;
mod sealing;
mod staff;
