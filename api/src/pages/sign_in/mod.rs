//! Who is at the screen? The page that asks, and the way out.

pub mod handler;
pub mod view;
