//! Can every action that a ticket lists be carried out with what it says it needs, and is every other refused?

mod body;
mod fields;
mod links;
mod state;
mod states;
mod whoever;
