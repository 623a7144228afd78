//! Does everything survive the machine, and is it noticed when something did not?

mod afterwards;
pub mod bench;
mod catalogue;
mod refused;
mod round_trip;
mod verified;
