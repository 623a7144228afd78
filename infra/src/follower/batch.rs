//! How does a batch become rows, and what if it does not?
//!
//! One transaction holds what the follower wrote, what waits behind parked events, and the new position. If the batch
//! itself is to blame for a failure, it is halved until the one event that cannot be processed stands alone; that one's
//! lane is parked, everything else goes on. Any other failure changes nothing and is tried again later.

use super::lease::Lease;
use super::parking::{self, Lane, Unprocessed};
use super::{Follower, FollowerFault, rebuild};
use crate::clock::Clock;
use crate::database::{Database, Tx};
use crate::log::{Entry, Fact, Log, Position, RecordedEvent};
use domain::ids::TicketId;
use futures::FutureExt;
use std::panic::AssertUnwindSafe;

/// Applies batches under a follower's name.
pub(super) struct Batches {
    pub(super) name: String,
    pub(super) database: Database,
    pub(super) log: Log,
    pub(super) clock: Clock,
}

impl Batches {
    /// Applies what was read after the lease's position, parking what cannot be processed.
    pub(super) async fn follow<F: Follower>(
        &self,
        follower: &mut F,
        lease: &mut Lease,
        entries: &[Entry],
    ) -> Result<(), FollowerFault> {
        let mut spans = vec![entries];
        while let Some(span) = spans.pop() {
            match self.apply(follower, lease, span).await {
                Ok(()) => {}
                Err(fault) if fault.blames_the_batch() => match span {
                    [culprit] => self.park(lease, culprit, &fault).await?,
                    _ => {
                        let (earlier, later) = span.split_at(span.len() / 2);
                        spans.extend([later, earlier]);
                    }
                },
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    /// Tries the lanes again for which somebody asked.
    pub(super) async fn retry_parked<F: Follower>(
        &self,
        follower: &mut F,
        lease: &Lease,
    ) -> Result<(), FollowerFault> {
        for lane in parking::to_retry(&self.database, &self.name).await? {
            self.retry(follower, lease, &lane).await?;
        }
        Ok(())
    }

    /// One transaction: rows, what waits behind parked events, and the position.
    async fn apply<F: Follower>(
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
                crate::crash_point!(BatchWritten);
                tx.commit().await?;
                crate::crash_point!(BatchCommitted);
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

    async fn write<F: Follower>(
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
        let to = span.last().map_or(lease.position, |last| last.position);
        let beside = rebuild::is_rebuild(&self.name);
        if beside {
            lease.advance(tx, to).await?;
        } else if batch.iter().any(is_erasure) {
            rebuild::fence(tx, &self.name).await?;
        }
        if !batch.is_empty() {
            applied(follower, tx, &batch).await?;
        }
        if !beside {
            lease.advance(tx, to).await?;
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
    async fn retry<F: Follower>(
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

    async fn catch_up<F: Follower>(
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
        applied(follower, tx, &batch).await?;
        parking::unpark(tx, &self.name, lane).await?;
        lease.advance(tx, lease.position).await?;
        Ok(batch)
    }
}

/// A mistake of ours about one event is that event's matter: it must not take the process, and with it everybody's
/// work, down again at every start. What the follower remembers is dropped after any failure, so that nothing half
/// done is left in it.
async fn applied<F: Follower>(
    follower: &mut F,
    tx: &mut Tx,
    batch: &[RecordedEvent],
) -> Result<(), FollowerFault> {
    let applying = AssertUnwindSafe(follower.apply(tx, batch));
    let panicked = |_| FollowerFault::Poisoned("the follower panicked".to_owned());
    applying.catch_unwind().await.map_err(panicked)?
}

fn is_erasure(event: &RecordedEvent) -> bool {
    matches!(event.fact, Fact::Person(_))
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
