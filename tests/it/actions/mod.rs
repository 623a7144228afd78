//! Can every action that a ticket lists be carried out with what it says it needs, and is every other refused?

pub mod body;
mod fields;
mod links;
pub mod state;
mod states;
mod whoever;
