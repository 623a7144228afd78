//! What does somebody see who is asked to decide on quotes? The page that the approver's link opens.

pub mod handler;
mod page;
mod view;
