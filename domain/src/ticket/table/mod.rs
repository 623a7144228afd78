//! What may be asked now? The tables of states and commands that every decision passes first.
//!
//! `life.rs` has a row for each command and a column for each state of a ticket's life; `steps.rs` has a row for each command
//! to one contractor's part and a column for each of its steps. Neither has a wildcard: a new command or step does not
//! compile before it has its row or column. What passes is decided in `lifecycle/`, where other rules may still refuse it.
//!
//! `docs/states.md` shows what comes of both: a spec derives it from the decisions and compares.

mod life;
mod steps;

#[cfg(test)]
pub(super) use life::Life;
pub(super) use life::{InLife, in_life};
pub(super) use steps::{AtStep, at_step};
