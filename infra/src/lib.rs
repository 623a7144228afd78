//! How the outside is reached.

pub mod config;
pub mod files;
pub mod doorbell;
pub mod telemetry;
pub mod worker;
pub mod clock;
pub mod database;
