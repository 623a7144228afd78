//! What do files cost, and whose are they?

mod memory;
