//! What is in the demo? A believable agency in Nancy, its people, buildings and contractors, and some thirty tickets.
//!
//! Nothing is written past the product's own ways: the directory comes in as records, and the tickets live through real
//! commands, timers and messages on a clock that is moved from three weeks ago to now.

mod agency;
mod command;
mod credentials;
mod fill;
mod home;
mod moment;
mod opening;
mod pace;
mod play;
mod script;

pub use credentials::{Account, Credentials, credentials, greet};
pub use fill::fill;
pub use home::Home;
pub use pace::Pace;
