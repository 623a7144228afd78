//! Chooses a role and nothing else.
fn main() {}
