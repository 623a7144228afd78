//! What is told of a panic? Where it happened; and its words only where they were written in the program.
//!
//! The standard hook prints the whole message, and that may hold what somebody typed: `expect` on a failure shows it.

use std::panic::PanicHookInfo;

/// Replaces the standard hook. A fixed text is told as it is; a formatted one is left out.
pub fn tell_panics_discreetly() {
    std::panic::set_hook(Box::new(tell));
}

fn tell(panic: &PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let words = panic.payload().downcast_ref::<&'static str>();
    let words = words
        .copied()
        .unwrap_or("(not told: it may hold what somebody typed)");
    tracing::error!(place, words, "a panic");
}
