pub mod handler;
pub mod view;
