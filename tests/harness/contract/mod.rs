//! What must every adapter of a kind prove? One suite a kind, run for each adapter.

pub mod blobs;
