//! How people and programs reach us.

pub mod extract;
pub mod middleware;
pub mod problem;
pub mod router;
pub mod state;
pub mod text;
