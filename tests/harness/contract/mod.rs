//! What must every adapter of a kind prove? One suite a kind, run for each adapter.

pub mod bench;
pub mod blobs;
pub mod checkpoints;
pub mod event_store;
pub mod followers;
pub mod gathered;
pub mod idempotency;
pub mod log;
pub mod outbox;
pub mod poison;
pub mod raw;
pub mod recorder;
pub mod rows;
pub mod sealing;
pub mod silent;
pub mod timers;
pub mod unhidden;
