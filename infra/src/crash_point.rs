//! Where may the process be killed on purpose, so that a test can look at what is left?
//!
//! [`crash_point!`](crate::crash_point!) marks a place between two steps that belong together and are not one
//! transaction. Without the cargo feature `crash-points`, which only the package `tests` turns on, it is nothing at all.
//! With it, `CRASH_AT=append.after:3` in the environment has the process kill itself with SIGKILL when it passes that
//! point for the third time: nothing is flushed, closed or said, as when the machine's owner pulls the plug on it.

/// Marks a [`Point`](crate::crash_point::Point).
#[cfg(feature = "crash-points")]
#[macro_export]
macro_rules! crash_point {
    ($point:ident) => {
        $crate::crash_point::pass($crate::crash_point::Point::$point)
    };
}

/// Marks a [`Point`](crate::crash_point::Point). In this build, nothing.
#[cfg(not(feature = "crash-points"))]
#[macro_export]
macro_rules! crash_point {
    ($point:ident) => {
        const { _ = $crate::crash_point::Point::$point }
    };
}

/// Declares the points, each with its name and what is true when it is passed.
macro_rules! points {
    ($($(#[doc = $meaning:literal])+ $point:ident = $name:literal,)+) => {
        /// Every point there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Point {
            $($(#[doc = $meaning])+ $point,)+
        }

        impl Point {
            pub const ALL: &[Self] = &[$(Self::$point,)+];

            /// What `CRASH_AT` calls it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$point => $name,)+
                }
            }
        }
    };
}

points! {
    /// Keys of new subjects are durable; nothing is sealed with them yet.
    KeysMade = "append.keys_made",
    /// Decided, not appended.
    BeforeAppend = "append.before",
    /// Appended; nobody was told, no bell was rung.
    AfterAppend = "append.after",
    /// The caller's answer is known here and not yet on its way.
    BeforeAnswer = "answer.before",
    /// A follower's rows and position stand in an open transaction.
    BatchWritten = "follower.written",
    /// They are committed; the runner does not know it yet.
    BatchCommitted = "follower.committed",
    /// About to ask for due timers.
    TimersClaiming = "timers.claiming",
    /// A due timer is claimed; its ticket was not asked.
    TimerClaimed = "timers.claimed",
    /// Its ticket has answered; the row is not spent.
    TimerFired = "timers.fired",
    /// An attempt is on record; the network was not touched.
    AttemptRecorded = "delivery.recorded",
    /// The other side has answered; the outbox does not know it.
    AttemptAnswered = "delivery.answered",
    /// The ticket knows of a failure for good; the outbox does not know that it knows.
    FailureTold = "delivery.failure_told",
    /// Part of an upload is on its way to the disk.
    FileBegun = "file.begun",
    /// An upload is whole, and has no name yet.
    FileWritten = "file.written",
    /// It has its name; the ticket does not know of it.
    FileNamed = "file.named",
    /// A subject's key is gone; the log does not say so.
    KeyDestroyed = "erase.key_destroyed",
    /// Rows are made anew beside the live ones.
    RebuildFilled = "rebuild.filled",
    /// The change-over stands in an open transaction.
    RebuildSwapping = "rebuild.swapping",
    /// It is committed; the old rows are still there.
    RebuildSwapped = "rebuild.swapped",
}

#[cfg(feature = "crash-points")]
pub use armed::pass;

#[cfg(feature = "crash-points")]
mod armed {
    use super::Point;
    use rustix::process::{Signal, getpid, kill_process};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Says where to die: a point's name, a colon, and at which passage.
    const VARIABLE: &str = "CRASH_AT";

    struct Fate {
        point: Point,
        passages_left: AtomicU32,
    }

    /// Passes a point, or dies there.
    pub fn pass(point: Point) {
        static FATE: OnceLock<Option<Fate>> = OnceLock::new();
        let fate = FATE.get_or_init(|| std::env::var(VARIABLE).ok().map(|text| Fate::of(&text)));
        if let Some(fate) = fate
            && fate.point == point
            && fate.passages_left.fetch_sub(1, Ordering::Relaxed) == 1
        {
            die();
        }
    }

    impl Fate {
        /// A word that is not understood must not look like a process that survives everything.
        fn of(text: &str) -> Self {
            let (name, passage) = text.split_once(':').unwrap_or((text, "1"));
            let point = Point::ALL.iter().find(|point| point.name() == name);
            Self {
                point: *point.unwrap_or_else(|| panic!("{VARIABLE}: there is no point {name}")),
                passages_left: AtomicU32::new(passage.parse().expect("a number of passages")),
            }
        }
    }

    fn die() -> ! {
        kill_process(getpid(), Signal::KILL).expect("a process may kill itself");
        // The signal is delivered to the process, and this thread may run on for a moment.
        loop {
            std::thread::park();
        }
    }
}
