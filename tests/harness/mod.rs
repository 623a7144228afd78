//! The harness.
pub mod contract;
