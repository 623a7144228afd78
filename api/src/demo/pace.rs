//! How late is it in the demo? A clock that may run fast, goes on while the demo is off, and never runs backwards.

use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use infra::clock::Clock;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::Home;

const FILE: &str = "clock.json";
/// How often the hands are noted, in real time.
const NOTED_EVERY: Duration = Duration::from_secs(1);

/// The hands of both clocks at the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Hands {
    demo: DateTime<Utc>,
    machine: DateTime<Utc>,
    speed: f64,
}

impl Hands {
    /// Where the demo's clock goes on. While it was off, time passed as everywhere; of the last moments before a kill,
    /// which nobody noted, it is assumed that they were run at full speed.
    fn resumed(self, machine: DateTime<Utc>) -> DateTime<Utc> {
        let off = (machine - self.machine).max(TimeDelta::zero());
        let unnoted = TimeDelta::milliseconds((self.speed * 2.0 * 1_000.0) as i64);
        (self.demo + off.max(unnoted)).max(machine)
    }
}

pub struct Pace {
    clock: Clock,
    speed: f64,
    home: std::path::PathBuf,
}

impl Pace {
    /// Goes on where the demo stopped, from now on at `speed`; a new demo starts at the machine's time.
    pub fn resume(home: &Home, speed: f64) -> Result<Self> {
        let machine = Clock::system().now();
        let noted: Option<Hands> = home.read(FILE)?;
        let start = noted.map_or(machine, |hands| hands.resumed(machine));
        let pace = Self {
            clock: Clock::fast(speed, start),
            speed,
            home: home.path(""),
        };
        pace.note(home)?;
        Ok(pace)
    }

    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Notes the hands until told to stop.
    pub async fn keep(self, stop: CancellationToken) -> Result<()> {
        let home = Home::open(&self.home)?;
        while stop
            .run_until_cancelled(tokio::time::sleep(NOTED_EVERY))
            .await
            .is_some()
        {
            self.note(&home)?;
        }
        self.note(&home)
    }

    fn note(&self, home: &Home) -> Result<()> {
        let hands = Hands {
            demo: self.clock.now(),
            machine: Clock::system().now(),
            speed: self.speed,
        };
        home.write(FILE, &hands)
    }
}

#[cfg(test)]
mod spec {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn a_clock_that_ran_ahead_stays_ahead() {
        let hands = Hands {
            demo: at(600),
            machine: at(10),
            speed: 60.0,
        };
        assert_eq!(hands.resumed(at(15)), at(605));
    }

    #[test]
    fn it_never_runs_backwards_after_a_kill() {
        let hands = Hands {
            demo: at(600),
            machine: at(10),
            speed: 60.0,
        };
        assert_eq!(hands.resumed(at(10)), at(602));
    }

    #[test]
    fn it_is_never_behind_the_machine() {
        let hands = Hands {
            demo: at(10),
            machine: at(10),
            speed: 0.5,
        };
        assert_eq!(hands.resumed(at(70)), at(70));
    }
}
