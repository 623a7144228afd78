//! What lies about that nobody needs any more? Ended sessions, forgotten failures to sign in, uploads cut short by a kill;
//! and copies of erased persons, where an erasure was cut short itself.
//!
//! Deleting twice is harmless, so every node does it, without a lease.

use std::sync::Mutex;
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use infra::clock::Clock;
use infra::worker::Turn;
use tokio_util::sync::CancellationToken;

use crate::state::App;

/// How often it is looked, by the product's clock.
const EVERY: TimeDelta = TimeDelta::hours(1);
/// How often it is asked whether it is time to look; a demo's clock may run fast.
const ASKED_EVERY: Duration = Duration::from_secs(30);
/// No upload takes longer.
const UPLOAD: TimeDelta = TimeDelta::days(1);

pub struct Housekeeping {
    app: App,
    last: Mutex<Option<DateTime<Utc>>>,
}

impl Housekeeping {
    pub fn new(app: &App) -> Self {
        Self {
            app: app.clone(),
            last: Mutex::new(None),
        }
    }

    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.turn().await {
                tracing::warn!(%error, "housekeeping failed; trying again later");
            }
            let pause = tokio::time::sleep(ASKED_EVERY);
            let _stopped = stop.run_until_cancelled(pause).await;
        }
    }

    /// Interrupted erasures are looked for every time, since nobody should wait for that. The rest never says that there
    /// is more to do: whatever it leaves is small and waits an hour.
    pub async fn turn(&self) -> Result<Turn> {
        let finished = self.app.erasure.finish_interrupted().await?;
        if finished > 0 {
            tracing::info!(finished, "finished erasures that had been cut short");
            return Ok(Turn::of(finished as u64));
        }
        if self.is_time() {
            self.tidy().await?;
        }
        Ok(Turn::Idle)
    }

    fn is_time(&self) -> bool {
        let now = self.app.clock.now();
        // A panic while it was held would have left an instant, and any instant will do.
        let mut last = self
            .last
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let due = last.is_none_or(|last| now - last >= EVERY);
        if due {
            *last = Some(now);
        }
        due
    }

    async fn tidy(&self) -> Result<()> {
        let sessions = self.app.staff.end_idle_sessions().await?;
        let failures = self.app.staff.forget_old_failures().await?;
        // Files carry the machine's time, whatever the product's clock says.
        let uploads = self.app.blobs.sweep(Clock::system().now() - UPLOAD).await?;
        if sessions + failures > 0 || uploads > 0 {
            tracing::debug!(sessions, failures, uploads, "tidied up");
        }
        Ok(())
    }
}
