//! How the outside is reached.

pub mod clock;
pub mod config;
pub mod database;
pub mod doorbell;
pub mod files;
pub mod telemetry;
pub mod worker;
