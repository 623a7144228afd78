//! When does a follower move along the log, and on which node?
//!
//! Every node has a runner for every follower. The one that holds the lease moves it ([`super::batch`]); the others
//! stand by, ready to take over, and meanwhile tell their own listeners what the holder has applied.

use super::batch::Batches;
use super::lease::{Lease, LeaseTerms, position_of};
use super::{Follower, FollowerFault};
use crate::clock::Clock;
use crate::database::Database;
use crate::doorbell::Doorbell;
use crate::log::{Entry, Log, LogFault, Position};
use crate::worker::Turn;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How eagerly a runner runs.
#[derive(Clone, Copy, Debug)]
pub struct RunnerSettings {
    /// Events per transaction.
    pub batch: u32,
    /// How long a new event may wait if nobody rings (another node appended it).
    pub poll: Duration,
    /// From the beginning of one batch to that of the next, unless the first was full. Whoever follows every event by
    /// itself takes the database, one writer on SQLite, away from those who wait for their answers.
    pub rest: Duration,
    pub lease: LeaseTerms,
}

impl Default for RunnerSettings {
    fn default() -> Self {
        Self {
            batch: 500,
            poll: Duration::from_millis(500),
            rest: Duration::from_millis(3),
            lease: LeaseTerms::default(),
        }
    }
}

impl RunnerSettings {
    /// For rows whose effect nobody waits for at a screen: followed in larger batches they cost the database less, and leave
    /// it to those who wait.
    pub fn unhurried() -> Self {
        Self {
            rest: Duration::from_millis(25),
            ..Self::default()
        }
    }
}

/// The longest pause between two tries while the database does not answer.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Moves one follower along the log.
pub struct Runner<F> {
    batches: Batches,
    bell: Doorbell,
    settings: RunnerSettings,
    /// Tells this runner from those of other nodes and of earlier processes.
    holder: Uuid,
    state: Mutex<State<F>>,
}

struct State<F> {
    follower: F,
    held: Option<Held>,
    /// While another node follows: up to where this one told its own listeners.
    observed: Option<Position>,
    /// What follows on a full batch, read while that one is written: whoever has much to catch up need not do one
    /// after the other.
    ahead: Option<Ahead>,
    /// When it was last asked whether somebody wants parked lanes tried again.
    asked: Option<Instant>,
}

struct Ahead {
    after: Position,
    reading: JoinHandle<Result<Vec<Entry>, LogFault>>,
}

struct Held {
    lease: Lease,
    since: Instant,
}

impl Held {
    /// Renewed well before the end, so that a slow batch does not lose it.
    fn is_fresh(&self) -> bool {
        self.since.elapsed() < self.lease.terms().lasts / 3
    }
}

impl<F: Follower> Runner<F> {
    pub fn new(
        database: &Database,
        log: &Log,
        clock: &Clock,
        bell: &Doorbell,
        follower: F,
    ) -> Self {
        Self {
            batches: Batches {
                name: follower.name().to_owned(),
                database: database.follower(),
                log: log.clone(),
                clock: clock.clone(),
            },
            bell: bell.clone(),
            settings: RunnerSettings::default(),
            holder: Uuid::now_v7(),
            state: Mutex::new(State {
                follower,
                held: None,
                observed: None,
                ahead: None,
                asked: None,
            }),
        }
    }

    pub fn with_settings(mut self, settings: RunnerSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Keeps its position under another name than the follower's own: a rebuild beside the live one.
    pub(super) fn under_name(mut self, name: &str) -> Self {
        self.batches.name = name.to_owned();
        self
    }

    pub(super) fn holder(&self) -> Uuid {
        self.holder
    }

    /// How many events a full batch has.
    pub(super) fn batch(&self) -> u64 {
        u64::from(self.settings.batch)
    }

    /// Follows until it is told to stop, and gives the lease back.
    pub async fn run(self, stop: CancellationToken) {
        let mut bell = self.bell.listen();
        let mut failures = 0;
        while !stop.is_cancelled() {
            let rested = Instant::now() + self.settings.rest;
            let pause = match self.turn().await {
                Ok(Turn::Worked(events)) => {
                    failures = 0;
                    if events < self.batch() {
                        tokio::time::sleep_until(rested).await;
                    }
                    continue;
                }
                Ok(Turn::Idle | Turn::Standby) => {
                    failures = 0;
                    self.settings.poll
                }
                Err(fault) => {
                    failures += 1;
                    tracing::error!(follower = self.batches.name, %fault, failures, "cannot follow the log, trying again");
                    pause_after(failures)
                }
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = bell.rung(pause) => {}
            }
        }
        self.release().await;
    }

    /// Gives the lease back, so that nobody need wait for it to run out.
    pub async fn release(&self) {
        let held = self.state.lock().await.held.take();
        if let Some(held) = held
            && let Err(fault) = held.lease.release(&self.batches.database).await
        {
            tracing::warn!(follower = self.batches.name, %fault, "lease not given back: it runs out by itself");
        }
    }

    /// Processes at most one batch.
    pub async fn turn(&self) -> Result<Turn, FollowerFault> {
        let mut state = self.state.lock().await;
        match self.turn_with(&mut state).await {
            Err(fault) => {
                state.ahead = None;
                state.follower.forget().await;
                if let FollowerFault::FencedOut(_) = fault {
                    Ok(Turn::Standby)
                } else {
                    Err(fault)
                }
            }
            outcome => outcome,
        }
    }

    async fn turn_with(&self, state: &mut State<F>) -> Result<Turn, FollowerFault> {
        let Some(mut held) = self.hold(state).await? else {
            self.observe(state).await?;
            return Ok(Turn::Standby);
        };
        let State {
            follower,
            ahead,
            asked,
            ..
        } = state;
        let entries = self.next(ahead.take(), held.lease.position).await?;
        *ahead = self.read_ahead(&entries);
        self.batches
            .follow(follower, &mut held.lease, &entries)
            .await?;
        if !entries.is_empty() {
            // The commit was a sign of life.
            held.since = Instant::now();
        }
        // Whoever is busy need not ask every time.
        if entries.is_empty() || asked.is_none_or(|at| at.elapsed() > self.settings.poll) {
            self.batches.retry_parked(follower, &held.lease).await?;
            *asked = Some(Instant::now());
        }
        state.held = Some(held);
        Ok(Turn::of(entries.len() as u64))
    }

    /// The next batch. What was read ahead and found nothing is read again: something may have come since.
    async fn next(&self, ahead: Option<Ahead>, after: Position) -> Result<Vec<Entry>, LogFault> {
        if let Some(ahead) = ahead.filter(|ahead| ahead.after == after)
            && let Ok(Ok(entries)) = ahead.reading.await
            && !entries.is_empty()
        {
            return Ok(entries);
        }
        self.batches.log.read(after, self.settings.batch).await
    }

    fn read_ahead(&self, entries: &[Entry]) -> Option<Ahead> {
        let batch = self.settings.batch;
        let last = entries.last().filter(|_| entries.len() == batch as usize)?;
        let (log, after) = (self.batches.log.clone(), last.position);
        let reading = tokio::spawn(async move { log.read(after, batch).await });
        Some(Ahead { after, reading })
    }

    /// Makes sure of the lease; `None`: another node has it. It is put back when it is certain where the position stands:
    /// after a failed commit, or where this turn is given up half-way, it is read again with the lease.
    async fn hold(&self, state: &mut State<F>) -> Result<Option<Held>, FollowerFault> {
        if let Some(mut held) = state.held.take() {
            if held.is_fresh() {
                return Ok(Some(held));
            }
            held.since = Instant::now();
            if held.lease.renew(&self.batches.database).await? {
                return Ok(Some(held));
            }
        }
        let since = Instant::now();
        let lease = Lease::acquire(
            &self.batches.database,
            &self.batches.name,
            self.holder,
            self.settings.lease,
        )
        .await?;
        let Some(lease) = lease else { return Ok(None) };
        tracing::info!(follower = self.batches.name, position = %lease.position, "follows the log");
        state.follower.forget().await;
        state.follower.write_to(lease.generation);
        state.observed = None;
        Ok(Some(Held { lease, since }))
    }

    /// Tells this node's listeners what another node has applied.
    async fn observe(&self, state: &mut State<F>) -> Result<(), FollowerFault> {
        let reached = position_of(&self.batches.database, &self.batches.name).await?;
        if let Some(observed) = state.observed
            && observed < reached
        {
            let mut entries = self.batches.log.read(observed, self.settings.batch).await?;
            entries.retain(|entry| entry.position <= reached);
            let is_full = entries.len() as u64 == self.batch();
            // What a full page leaves out is told at the next look.
            let last = entries.last().filter(|_| is_full).map(|e| e.position);
            state.observed = Some(last.unwrap_or(reached));
            let told = entries.into_iter().filter_map(|e| e.recorded.ok());
            state.follower.committed(&told.collect::<Vec<_>>());
        } else {
            state.observed = Some(reached);
        }
        Ok(())
    }
}

fn pause_after(failures: u32) -> Duration {
    Duration::from_millis(250)
        .saturating_mul(1 << failures.min(8))
        .min(LONGEST_PAUSE)
}
