//! What does the product say to input that means harm? 4xx or a closed connection; nothing stored, nothing lost.

mod addresses;
mod attack;
mod bodies;
mod every_route;
mod fields;
mod forms;
mod guesses;
mod heads;
mod memory;
pub mod routes;
mod scene;
mod slow;
mod smuggling;
mod told;
mod wire;
