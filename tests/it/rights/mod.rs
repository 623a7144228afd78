//! Who may do what? Every operation of the API against every kind of caller: each pair has an answer that stands in
//! `kinds.rs`, is asked of the running product, and can be read in `docs/rights.md`.

mod callers;
mod document;
mod errands;
mod expected;
mod ground;
mod kinds;
mod links;
mod matrix;
mod people;
