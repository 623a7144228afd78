//! Does anything that somebody typed, or may sign in with, ever reach a log? Not at any level, whatever goes wrong.

mod capture;
mod failures;
mod operators;
mod requests;
