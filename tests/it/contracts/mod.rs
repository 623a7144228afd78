//! Does every adapter keep its contract?

mod blobs;
mod directory;
mod staff;
