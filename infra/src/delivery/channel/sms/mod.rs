//! How does an SMS reach a gateway?
//!
//! `gateway` speaks to any gateway that can be described by a request and a reading of its replies; Brevo is such a
//! description. OVHcloud signs its calls and has a file of its own. `http` makes the one call both need.

pub mod brevo;
pub mod fill;
pub mod gateway;
pub mod http;
pub mod ovh;
pub mod reading;
pub mod report;
#[cfg(test)]
mod tests;

pub use gateway::{Gateway, GatewaySettings};
pub use http::HttpFault;
pub use ovh::{Ovh, OvhSettings};
pub use report::{ReportReading, Reports};
