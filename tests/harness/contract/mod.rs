//! What must every adapter of a kind prove? One suite a kind, run for each adapter.

pub mod bench;
pub mod blobs;
pub mod event_store;
pub mod idempotency;
pub mod log;
pub mod outbox;
pub mod sealing;
