//! What time is it for the child? The rig sets its clock, and knows what it shows.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

/// How many seconds pass for the child in one of ours while it is under load.
pub const SPEED: f64 = 600.0;

#[derive(Clone, Copy, Debug)]
struct Hands {
    at: DateTime<Utc>,
    since: Instant,
    speed: f64,
}

/// The child's clock. It never goes back, whatever happens to the child.
#[derive(Clone)]
pub struct Face(Arc<Mutex<Hands>>);

impl Face {
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(Hands {
            at,
            since: Instant::now(),
            speed: 0.0,
        })))
    }

    pub fn now(&self) -> DateTime<Utc> {
        let hands = self.0.lock().expect("the clock");
        let passed = hands.since.elapsed().as_secs_f64() * hands.speed * 1e6;
        hands.at + TimeDelta::microseconds(passed as i64)
    }

    /// Sets it forward by `jump` and lets it run; gives back what the child is started with.
    pub fn set(&self, jump: TimeDelta, speed: f64) -> String {
        // What the child adds before it starts its own clock is less than this.
        let at = self.now() + jump + TimeDelta::seconds(1);
        *self.0.lock().expect("the clock") = Hands {
            at,
            since: Instant::now(),
            speed,
        };
        format!("{} {speed}", at.to_rfc3339())
    }
}
