//! Who gathers the appends of commands that run at the same time? One task, which writes what is waiting as one batch.
//!
//! Nothing is delayed on purpose: whoever is alone is written at once, and while batches are on their way to the disk
//! the next one gathers. So the batches grow with the load, and the disk is waited for once a batch instead of once a
//! command.

use super::append::{self, Commit, Outcome, Written};
use crate::database::{Database, DatabaseFault};
use crate::doorbell::Doorbell;
use crate::event_store::Fault;
use std::collections::HashSet;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, oneshot};

/// Commits in one batch at most.
const LARGEST_BATCH: usize = 256;
/// Commits that may wait; whoever comes then waits for a place.
const LONGEST_QUEUE: usize = 1_024;
/// Batches on their way to the database at the same time: while it works on one, the commands answered by the other are
/// followed by the next. SQLite writes them one after the other.
pub(super) const IN_FLIGHT: usize = 2;

/// Appends commits. Clones share the one queue; the task ends with the last of them.
#[derive(Clone, Debug)]
pub(super) struct Committer {
    queue: mpsc::Sender<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    commit: Commit,
    answer: oneshot::Sender<Outcome>,
}

impl Committer {
    /// Starts the task on the current runtime. The bell is rung once a batch.
    pub(super) fn start(database: Database, doorbell: Doorbell) -> Self {
        let (queue, waiting) = mpsc::channel(LONGEST_QUEUE);
        tokio::spawn(serve(database, doorbell, waiting));
        Self { queue }
    }

    /// Returns when the commit is durable, or certainly is not there. Whoever stops waiting learns nothing, and
    /// changes nothing: the commit may still go in.
    pub(super) async fn append(&self, commit: Commit) -> Result<Written, Fault> {
        let (answer, outcome) = oneshot::channel();
        let waiting = Waiting { commit, answer };
        let gone = || Fault::Store("the task that appends has failed".into());
        self.queue.send(waiting).await.map_err(|_| gone())?;
        Ok(outcome.await.map_err(|_| gone())??)
    }
}

async fn serve(database: Database, doorbell: Doorbell, mut waiting: mpsc::Receiver<Waiting>) {
    let lanes = Arc::new(Semaphore::new(IN_FLIGHT));
    while let Some(first) = waiting.recv().await {
        let Ok(lane) = lanes.clone().acquire_owned().await else {
            return;
        };
        let batch = gather(first, &mut waiting);
        let (database, doorbell) = (database.clone(), doorbell.clone());
        // In a task of its own: if one batch should panic, the queue goes on.
        tokio::spawn(async move {
            carry_out(&database, &doorbell, batch).await;
            drop(lane);
        });
    }
}

/// Whatever is waiting now, one commit a stream, in the order of the streams: so two nodes that write to the same
/// streams wait for one another and never in a circle.
fn gather(first: Waiting, waiting: &mut mpsc::Receiver<Waiting>) -> Vec<Waiting> {
    let mut streams = HashSet::from([first.commit.stream()]);
    let mut batch = vec![first];
    while batch.len() < LARGEST_BATCH {
        let Ok(next) = waiting.try_recv() else {
            break;
        };
        if streams.insert(next.commit.stream()) {
            batch.push(next);
        } else {
            // Decided without knowing the one before it (which its own command has given up waiting for).
            let _ = next.answer.send(Ok(Written::Outrun));
        }
    }
    batch.sort_by_cached_key(|waiting| waiting.commit.stream());
    batch
}

async fn carry_out(database: &Database, doorbell: &Doorbell, batch: Vec<Waiting>) {
    let (commits, answers): (Vec<_>, Vec<_>) = batch
        .into_iter()
        .map(|waiting| (waiting.commit, waiting.answer))
        .unzip();
    crate::crash_point!(BeforeAppend);
    let outcomes = append::write(database, &commits).await;
    crate::crash_point!(AfterAppend);
    if outcomes.iter().any(was_appended) {
        doorbell.ring();
    }
    for (answer, outcome) in answers.into_iter().zip(outcomes) {
        // Nobody waits any more: the commit is in the log all the same.
        let _ = answer.send(outcome);
    }
}

fn was_appended(outcome: &Result<Written, DatabaseFault>) -> bool {
    matches!(outcome, Ok(Written::Appended))
}
