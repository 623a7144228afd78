//! Who gathers the appends of commands that run at the same time? One task, which writes what is waiting as one batch.
//!
//! Whoever is alone is written at once, and while batches are on their way to the disk the next one gathers. So the
//! batches grow with the load, and the disk is waited for once a batch instead of once a command. Nothing waits longer
//! than for the batch before it.

use super::append::{self, Commit, Outcome, StreamKey, Written};
use crate::database::{Database, DatabaseFault};
use crate::doorbell::Doorbell;
use crate::event_store::Fault;
use std::collections::{HashMap, HashSet};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{self, JoinError, JoinSet};

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
    let mut gathering = Gathering::default();
    loop {
        tokio::select! {
            Some(ended) = gathering.under_way.join_next_with_id() => gathering.ended(ended),
            next = waiting.recv(), if gathering.has_room() => match next {
                Some(next) => gathering.take(next),
                None => break,
            },
        }
        while gathering.has_room()
            && let Ok(next) = waiting.try_recv()
        {
            gathering.take(next);
        }
        if gathering.may_leave() {
            gathering.leave(&database, &doorbell);
        }
    }
    // Nobody can ask any more; whoever has asked may still wait.
    if !gathering.batch.is_empty() {
        gathering.leave(&database, &doorbell);
    }
    gathering.under_way.detach_all();
}

/// The next batch, and those under way.
#[derive(Default)]
struct Gathering {
    batch: Vec<Waiting>,
    streams: HashSet<StreamKey>,
    under_way: JoinSet<()>,
    /// How many commits each of them has.
    sizes: HashMap<task::Id, usize>,
}

impl Gathering {
    fn has_room(&self) -> bool {
        self.batch.len() < LARGEST_BATCH
    }

    /// One commit a stream.
    fn take(&mut self, next: Waiting) {
        if self.streams.insert(next.commit.stream()) {
            self.batch.push(next);
        } else {
            // Decided without knowing the one before it (which its own command has given up waiting for).
            let _ = next.answer.send(Ok(Written::Outrun));
        }
    }

    /// A batch costs the database as much as a dozen commits do, however small it is: so a second one leaves when it is
    /// no smaller than the one under way, or when that is done. Then they take turns, and neither is small.
    fn may_leave(&self) -> bool {
        let under_way: usize = self.sizes.values().sum();
        !self.batch.is_empty() && self.under_way.len() < IN_FLIGHT && self.batch.len() >= under_way
    }

    /// In the order of the streams: so two nodes that write to the same streams wait for one another and never in a
    /// circle. In a task of its own: if one batch should panic, the queue goes on.
    fn leave(&mut self, database: &Database, doorbell: &Doorbell) {
        self.streams.clear();
        let mut batch = std::mem::take(&mut self.batch);
        batch.sort_by_cached_key(|waiting| waiting.commit.stream());
        let commits = batch.len();
        let (database, doorbell) = (database.clone(), doorbell.clone());
        let leaving = async move { carry_out(&database, &doorbell, batch).await };
        let id = self.under_way.spawn(leaving).id();
        self.sizes.insert(id, commits);
    }

    fn ended(&mut self, ended: Result<(task::Id, ()), JoinError>) {
        let id = ended.map_or_else(|failed| failed.id(), |(id, ())| id);
        self.sizes.remove(&id);
    }
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
