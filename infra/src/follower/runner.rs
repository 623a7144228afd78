//! How does a follower move along the log?
//!
//! A turn reads one batch and commits it with its position. If the batch itself is to blame for a failure, it is
//! halved until the one event that cannot be processed stands alone; that one's lane is parked, everything else goes
//! on. Any other failure (no database, a lost lease) changes nothing and is tried again later.

use super::lease::{Lease, LeaseTerms, position_of};
use super::parking::{self, Lane, Unprocessed};
use super::{Follower, FollowerFault};
use crate::clock::Clock;
use crate::database::{Database, Tx};
use crate::doorbell::Doorbell;
use crate::log::{Entry, Log, Position, RecordedEvent};
use crate::worker::Turn;
use domain::ids::TicketId;
use std::time::Duration;
use tokio::sync::Mutex;
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
    pub lease: LeaseTerms,
}

impl Default for RunnerSettings {
    fn default() -> Self {
        Self {
            batch: 500,
            poll: Duration::from_millis(500),
            lease: LeaseTerms::default(),
        }
    }
}

/// The longest pause between two tries while the database does not answer.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Moves one follower along the log.
pub struct Runner<F> {
    name: String,
    database: Database,
    log: Log,
    clock: Clock,
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
        let name = follower.name().to_owned();
        Self {
            name,
            database: database.clone(),
            log: log.clone(),
            clock: clock.clone(),
            bell: bell.clone(),
            settings: RunnerSettings::default(),
            holder: Uuid::now_v7(),
            state: Mutex::new(State {
                follower,
                held: None,
                observed: None,
            }),
        }
    }

    pub fn with_settings(mut self, settings: RunnerSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Keeps its position under another name than the follower's own: a rebuild beside the live one.
    pub(super) fn under_name(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    pub(super) fn holder(&self) -> Uuid {
        self.holder
    }

    /// Follows until it is told to stop, and gives the lease back.
    pub async fn run(self, stop: CancellationToken) {
        let mut bell = self.bell.listen();
        let mut failures = 0;
        while !stop.is_cancelled() {
            let pause = match self.turn().await {
                Ok(Turn::Worked(_)) => continue,
                Ok(Turn::Idle | Turn::Standby) => {
                    failures = 0;
                    self.settings.poll
                }
                Err(fault) => {
                    failures += 1;
                    tracing::error!(follower = self.name, %fault, failures, "cannot follow the log, trying again");
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

    async fn release(&self) {
        let held = self.state.lock().await.held.take();
        if let Some(held) = held
            && let Err(fault) = held.lease.release(&self.database).await
        {
            tracing::warn!(follower = self.name, %fault, "lease not given back: it runs out by itself");
        }
    }

    /// Processes at most one batch.
    pub async fn turn(&self) -> Result<Turn, FollowerFault> {
        let mut state = self.state.lock().await;
        match self.turn_with(&mut state).await {
            Err(fault) => {
                // After a failed commit nobody knows where the position stands: it is read again with the lease.
                state.held = None;
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
        if !self.hold(state).await? {
            self.observe(state).await?;
            return Ok(Turn::Standby);
        }
        let State {
            follower,
            held: Some(held),
            ..
        } = state
        else {
            return Ok(Turn::Standby);
        };
        for lane in parking::to_retry(&self.database, &self.name).await? {
            self.retry(follower, &held.lease, &lane).await?;
        }
        let entries = self
            .log
            .read(held.lease.position, self.settings.batch)
            .await?;
        let mut spans = vec![entries.as_slice()];
        while let Some(span) = spans.pop() {
            match self.apply(follower, &mut held.lease, span).await {
                Ok(()) => held.since = Instant::now(),
                Err(fault) if fault.blames_the_batch() => match span {
                    [culprit] => self.park(&mut held.lease, culprit, &fault).await?,
                    _ => {
                        let (earlier, later) = span.split_at(span.len() / 2);
                        spans.extend([later, earlier]);
                    }
                },
                Err(fault) => return Err(fault),
            }
        }
        Ok(Turn::of(entries.len() as u64))
    }

    /// Makes sure of the lease. `false`: another node has it.
    async fn hold(&self, state: &mut State<F>) -> Result<bool, FollowerFault> {
        if let Some(held) = &mut state.held {
            if held.is_fresh() {
                return Ok(true);
            }
            held.since = Instant::now();
            if held.lease.renew(&self.database).await? {
                return Ok(true);
            }
            state.held = None;
        }
        let since = Instant::now();
        let lease =
            Lease::acquire(&self.database, &self.name, self.holder, self.settings.lease).await?;
        let Some(lease) = lease else { return Ok(false) };
        tracing::info!(follower = self.name, position = %lease.position, "follows the log");
        state.follower.forget().await;
        state.follower.write_to(lease.generation);
        state.observed = None;
        state.held = Some(Held { lease, since });
        Ok(true)
    }

    /// Tells this node's listeners what another node has applied.
    async fn observe(&self, state: &mut State<F>) -> Result<(), FollowerFault> {
        let reached = position_of(&self.database, &self.name).await?;
        if let Some(observed) = state.observed
            && observed < reached
        {
            let entries = self.log.read(observed, self.settings.batch).await?;
            let batch: Vec<_> = entries
                .into_iter()
                .filter(|e| e.position <= reached)
                .filter_map(|e| e.recorded.ok())
                .collect();
            state.follower.committed(&batch);
        }
        state.observed = Some(reached);
        Ok(())
    }

    /// One transaction: rows, what waits behind parked events, and the position.
    async fn apply(
        &self,
        follower: &mut F,
        lease: &mut Lease,
        span: &[Entry],
    ) -> Result<(), FollowerFault> {
        let Some(last) = span.last() else {
            return Ok(());
        };
        let mut tx = self.database.begin().await?;
        match self.write(follower, &mut tx, lease, span).await {
            Ok(batch) => {
                tx.commit().await?;
                lease.position = last.position;
                follower.committed(&batch);
                Ok(())
            }
            Err(fault) => {
                // What failed is worth more than a failing rollback: the connection is dropped either way.
                let _ = tx.rollback().await;
                follower.forget().await;
                Err(fault)
            }
        }
    }

    async fn write(
        &self,
        follower: &mut F,
        tx: &mut Tx,
        lease: &Lease,
        span: &[Entry],
    ) -> Result<Vec<RecordedEvent>, FollowerFault> {
        let lanes = parking::lanes(tx, &self.name).await?;
        let parked = |entry: &Entry| lanes.iter().find(|lane| waits_in(entry, lane));
        for lane in &lanes {
            let waiting = span.iter().filter(|entry| waits_in(entry, lane)).count() as u64;
            if waiting > 0 {
                parking::set_aside(tx, &self.name, lane, waiting).await?;
            }
        }
        let free = span.iter().filter(|entry| parked(entry).is_none());
        let batch = free.map(recorded).collect::<Result<Vec<_>, _>>()?;
        if !batch.is_empty() {
            follower.apply(tx, &batch).await?;
        }
        if let Some(last) = span.last() {
            lease.advance(tx, last.position).await?;
        }
        Ok(batch)
    }

    async fn park(
        &self,
        lease: &mut Lease,
        culprit: &Entry,
        fault: &FollowerFault,
    ) -> Result<(), FollowerFault> {
        let unprocessed = Unprocessed {
            agency: culprit.agency,
            aggregate_id: culprit.aggregate_id,
            sequence: culprit.sequence,
            position: culprit.position,
            reason: fault.to_string(),
        };
        let mut tx = self.database.begin().await?;
        parking::park(&mut tx, &self.name, &unprocessed, self.clock.now()).await?;
        lease.advance(&mut tx, culprit.position).await?;
        tx.commit().await?;
        lease.position = culprit.position;
        tracing::error!(follower = self.name, ticket = %culprit.aggregate_id, sequence = culprit.sequence, %fault, "parked");
        Ok(())
    }

    /// Processes a parked lane up to the position, so that it goes on with the others from there.
    async fn retry(
        &self,
        follower: &mut F,
        lease: &Lease,
        lane: &Lane,
    ) -> Result<(), FollowerFault> {
        let mut tx = self.database.begin().await?;
        let outcome = self.catch_up(follower, &mut tx, lease, lane).await;
        follower.forget().await;
        let fault = match outcome {
            Ok(batch) => {
                tx.commit().await?;
                tracing::info!(follower = self.name, ticket = %lane.aggregate_id, "no longer parked");
                follower.committed(&batch);
                return Ok(());
            }
            Err(fault) if fault.blames_the_batch() => fault,
            Err(fault) => return Err(fault),
        };
        tx.rollback().await?;
        let mut tx = self.database.begin().await?;
        parking::still_parked(
            &mut tx,
            &self.name,
            lane,
            &fault.to_string(),
            self.clock.now(),
        )
        .await?;
        lease.advance(&mut tx, lease.position).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn catch_up(
        &self,
        follower: &mut F,
        tx: &mut Tx,
        lease: &Lease,
        lane: &Lane,
    ) -> Result<Vec<RecordedEvent>, FollowerFault> {
        follower.forget().await;
        let mut batch = self
            .log
            .stream(lane.agency, TicketId(lane.aggregate_id))
            .await?;
        batch.retain(|event| event.sequence >= lane.sequence && event.position <= lease.position);
        if batch.is_empty() {
            // Not a ticket's stream: a person's, of which the log holds the one event.
            let before = Position(lane.position.0, lane.position.1 - 1);
            batch = self
                .log
                .read(before, 1)
                .await?
                .iter()
                .map(recorded)
                .collect::<Result<_, _>>()?;
        }
        follower.apply(tx, &batch).await?;
        parking::unpark(tx, &self.name, lane).await?;
        lease.advance(tx, lease.position).await?;
        Ok(batch)
    }
}

fn waits_in(entry: &Entry, lane: &Lane) -> bool {
    entry.agency == lane.agency && entry.aggregate_id == lane.aggregate_id
}

fn recorded(entry: &Entry) -> Result<RecordedEvent, FollowerFault> {
    entry
        .recorded
        .clone()
        .map_err(|unreadable| FollowerFault::Poisoned(unreadable.to_string()))
}

fn pause_after(failures: u32) -> Duration {
    Duration::from_millis(250)
        .saturating_mul(1 << failures.min(8))
        .min(LONGEST_PAUSE)
}
