//! What follows by itself from what happened? Policies: state or events in, intentions out. They send nothing.

pub mod deadlines;
pub mod occasion;
mod told;
pub mod who_is_told;
