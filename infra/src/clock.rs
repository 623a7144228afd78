//! What time is it? One clock for the whole process, passed in everywhere, so that a test or a demo can own it.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// The machine's clock may be set while we sleep towards an instant: look again at least this often.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// A source of instants, in whole microseconds (what both databases keep). Clones share it.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    System,
    Fast {
        speed: f64,
        from: DateTime<Utc>,
        started: Instant,
    },
    Fixed(watch::Sender<DateTime<Utc>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Source::System))
    }

    /// What a process goes by: the machine's clock. In the tests' build (see [`crate::crash_point`]) another one, if
    /// `CLOCK` asks for it, written as its start and its speed: `2026-03-02T08:00:00Z 600`. At speed 0 it stands.
    pub fn of_the_process() -> Self {
        #[cfg(feature = "crash-points")]
        if let Ok(text) = std::env::var("CLOCK") {
            let (start, speed) = text.split_once(' ').expect("CLOCK: a start and a speed");
            return Self::fast(
                speed.parse().expect("CLOCK: a speed"),
                start.parse().expect("CLOCK: an instant"),
            );
        }
        Self::system()
    }

    /// Starts at `starting_at` and runs `speed` times as fast as the machine's clock.
    pub fn fast(speed: f64, starting_at: DateTime<Utc>) -> Self {
        Self(Arc::new(Source::Fast {
            speed,
            from: starting_at,
            started: Instant::now(),
        }))
    }

    /// Stands still until [`Clock::set`] or [`Clock::advance`].
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Arc::new(Source::Fixed(watch::Sender::new(whole_micros(
            at,
        )))))
    }

    /// The clock by which people at machines are counted: a demo that runs fast does not make them faster. A test that
    /// holds time still holds this still too.
    #[must_use]
    pub fn of_machine(&self) -> Self {
        match &*self.0 {
            Source::System | Source::Fast { .. } => Self::system(),
            Source::Fixed(_) => self.clone(),
        }
    }

    /// How long a span of this clock lasts for whoever waits at a machine.
    pub fn span_of_machine(&self, span: TimeDelta) -> TimeDelta {
        let whole = span.abs().to_std().unwrap_or_default();
        let lasts = TimeDelta::from_std(self.in_machine_time(whole)).unwrap_or(span);
        if span < TimeDelta::zero() {
            -lasts
        } else {
            lasts
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        match &*self.0 {
            Source::System => whole_micros(Utc::now()),
            Source::Fast {
                speed,
                from,
                started,
            } => {
                let passed = started.elapsed().as_secs_f64() * speed * 1e6;
                whole_micros(*from + TimeDelta::microseconds(passed as i64))
            }
            Source::Fixed(at) => *at.borrow(),
        }
    }

    /// Moves a fixed clock to `at` and wakes who waits for it. Any other clock goes its own way.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Source::Fixed(now) = &*self.0 {
            now.send_replace(whole_micros(at));
        }
    }

    /// Moves a fixed clock by `step` and wakes who waits for it.
    pub fn advance(&self, step: TimeDelta) {
        if let Source::Fixed(now) = &*self.0 {
            now.send_modify(|at| *at = whole_micros(*at + step));
        }
    }

    /// Returns once `now() >= at`.
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        if let Source::Fixed(now) = &*self.0 {
            // The sender lives in `self`, so the only way out is the instant itself.
            let _ = now.subscribe().wait_for(|now| *now >= at).await;
            return;
        }
        loop {
            let Ok(left) = (at - self.now()).to_std() else {
                return;
            };
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(self.in_machine_time(left).min(LONGEST_NAP)).await;
        }
    }

    /// Returns when a fixed clock is next moved; never for any other clock. Counts from the call, not from the
    /// first poll, so nothing is missed between making this future and waiting for it.
    pub fn changed(&self) -> impl Future<Output = ()> + Send + 'static {
        let moves = match &*self.0 {
            Source::Fixed(now) => Some((self.clone(), now.subscribe())),
            Source::System | Source::Fast { .. } => None,
        };
        async move {
            match moves {
                // The clone keeps the sender alive while we wait.
                Some((_clock, mut moves)) => {
                    let _ = moves.changed().await;
                }
                None => std::future::pending().await,
            }
        }
    }

    fn in_machine_time(&self, span: Duration) -> Duration {
        match &*self.0 {
            Source::Fast { speed, .. } if *speed > 0.0 => {
                span.div_f64(*speed).max(Duration::from_millis(1))
            }
            Source::Fast { .. } | Source::System | Source::Fixed(_) => span,
        }
    }
}

fn whole_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    // Fails only outside the years 1677–2262, where nothing of ours happens.
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp_micros(1_700_000_000_123_456).unwrap()
    }

    #[tokio::test]
    async fn a_fixed_clock_wakes_its_sleepers_when_it_is_moved() {
        let clock = Clock::fixed(noon());
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(noon() + TimeDelta::hours(1)).await }
        });
        let changed = clock.changed();
        clock.advance(TimeDelta::minutes(59));
        changed.await;
        assert!(!sleeper.is_finished());
        clock.set(noon() + TimeDelta::hours(1));
        sleeper.await.unwrap();
    }

    #[tokio::test]
    async fn a_fast_clock_runs_ahead() {
        let clock = Clock::fast(36_000.0, noon());
        clock.sleep_until(noon() + TimeDelta::minutes(30)).await;
        assert!(clock.now() >= noon() + TimeDelta::minutes(30));
    }

    #[test]
    fn what_is_about_machines_is_told_in_their_time() {
        let demo = Clock::fast(60.0, noon());
        let (minutes, seconds) = (TimeDelta::minutes(5), TimeDelta::seconds(5));
        assert_eq!(demo.span_of_machine(minutes), seconds);
        assert_eq!(demo.span_of_machine(-minutes), -seconds);
        assert_eq!(Clock::system().span_of_machine(minutes), minutes);
        assert!(
            demo.of_machine().now() > noon() + TimeDelta::days(1),
            "it is not 2023"
        );
        let held = Clock::fixed(noon());
        held.of_machine().advance(minutes);
        assert_eq!(held.now(), noon() + minutes, "they are one");
    }

    #[test]
    fn instants_are_whole_microseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
