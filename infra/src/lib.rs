//! How the outside is reached.

pub mod clock;
pub mod config;
pub mod database;
pub mod directory;
pub mod delivery;
pub mod doorbell;
pub mod event_store;
pub mod files;
pub mod staff;
pub mod message;
pub mod log;
pub mod sealing;
pub mod telemetry;
pub mod worker;
