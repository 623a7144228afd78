//! How the outside is reached.

pub mod clock;
pub mod config;
pub mod database;
pub mod directory;
pub mod delivery;
pub mod doorbell;
pub mod files;
pub mod staff;
pub mod message;
pub mod telemetry;
pub mod worker;
