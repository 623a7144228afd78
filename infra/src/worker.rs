//! What do all background workers have in common? They process what is there, and say whether there was anything.
//!
//! Every worker has `async fn run(self, stop)` for the process and `async fn turn(&self)` for whoever turns the
//! crank by hand (tests, `rebuild`): a turn does what can be done now and returns.

/// What one turn of a worker came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// So many items were processed; there may be more.
    Worked(u64),
    /// Nothing was there to do.
    Idle,
    /// Another node does this work; this one is ready to take over.
    Standby,
}

impl Turn {
    pub fn of(count: u64) -> Self {
        if count == 0 {
            Self::Idle
        } else {
            Self::Worked(count)
        }
    }
    /// Whether another turn may find more at once.
    pub fn worked(self) -> bool {
        matches!(self, Self::Worked(_))
    }
}
