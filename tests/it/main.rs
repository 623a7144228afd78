//! Proof from outside.
mod contracts;
