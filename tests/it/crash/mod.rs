//! What is left when the product is killed? See `harness::crash`.

mod kills;
mod outages;
mod shipped;
