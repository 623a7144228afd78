//! How the outside is reached.

pub mod backup;
pub mod clock;
pub mod config;
pub mod crash_point;
pub mod database;
pub mod delivery;
pub mod directory;
pub mod doorbell;
pub mod event_store;
pub mod files;
pub mod follower;
pub mod links;
pub mod livefeed;
pub mod log;
pub mod message;
pub mod outbox;
pub mod progress;
pub mod sealing;
pub mod spelling;
pub mod staff;
pub mod telemetry;
pub mod tickets;
pub mod timers;
pub mod verify;
pub mod worker;
