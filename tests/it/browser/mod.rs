//! Do the pages work where people use them? In a real browser, with and without scripts.

mod aside;
mod desk;
mod machinery;
mod quotes;
mod requests;
mod several;
mod stories;
