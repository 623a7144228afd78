//! How people and programs reach us.

pub mod brake;
pub mod budget;
pub mod demo;
pub mod extract;
pub mod health;
pub mod json;
pub mod metrics;
pub mod middleware;
pub mod openapi;
pub mod pages;
pub mod problem;
mod reads;
pub mod records;
pub mod role;
pub mod router;
pub mod session;
pub mod state;
pub mod text;
pub mod writes;
