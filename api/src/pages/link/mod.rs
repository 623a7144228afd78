//! The page behind a contractor's personal link: the question of the moment, and its answers. No script, no cookie.
//!
//! Opening it changes nothing: mail scanners open every link and press lone buttons. An answer is a POST that says
//! which choice it is and holds at least one field that somebody filled in.

pub mod answer;
mod asked;
mod calendar;
mod command;
mod gone;
pub mod handler;
pub mod opened;
mod order;
pub mod view;
