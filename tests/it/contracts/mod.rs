//! Does every adapter keep its contract?

mod blobs;
mod checkpoints;
mod directory;
mod event_store;
mod followers;
mod gathered;
mod idempotency;
mod log;
mod outbox;
mod poison;
mod rows;
mod sealing;
mod silent;
mod staff;
mod timers;
