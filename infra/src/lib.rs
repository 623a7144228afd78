//! How the outside is reached.

pub mod config;
pub mod files;
pub mod telemetry;
