//! What do files cost, and whose are they?

mod first_page;
mod forms;
mod memory;
