//! Which tickets are there, and which of them call for me? The list, live, with its search.

pub mod handler;
pub mod view;
