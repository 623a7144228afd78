//! Opening a service order: what and where, the problem, who.

mod catalogue;
pub use catalogue::ALL_CONTRACTORS;
pub mod handler;
mod order;
mod shown;
pub mod validation;
pub mod view;
