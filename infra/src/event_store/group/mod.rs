//! How is a command carried out with one durable write that it shares with others?
//!
//! Aggregates are remembered; a command decides on what is remembered, and appends. If another node has moved the
//! stream meanwhile, the append does not go in, the stream is read and the command decided again. So what is remembered
//! may be old, and no answer ever is: whatever appends nothing (a refusal, a stale version, no effect) is said only of
//! a state that was just read.

mod append;
mod committer;
mod memory;
mod read;

use super::StreamId;
use super::decision::{Decision, decide};
use super::envelope;
use super::execute::{Executed, Execution, Fault, NotExecuted, TRIES_AFTER_A_CONFLICT, Try, pause};
use crate::database::Database;
use crate::doorbell::Doorbell;
use crate::sealing::Sealing;
use append::{Commit, SealedEvent, Written};
use committer::Committer;
use cqrs_es::{Aggregate, DomainEvent};
use memory::{Known, Memory};
use serde_json::Value;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// The statement that appends looks into indexes only: what the planner knows of a table that has just begun to grow
/// would mislead it into reading all of it, and a prepared plan stays. It stays in any case: to make it anew for every batch,
/// with the batch's own number of events in mind, would cost as much as to carry it out. It does not compare every event with every
/// commit, which is cheap for the few that a planner expects. And it waits half a second at most for another
/// transaction: the commits of other streams wait with it.
const APPENDING: [(&str, &str); 5] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_nestloop", "off"),
    ("jit", "off"),
    ("lock_timeout", "500"),
];

/// The streams of one type of aggregate. Clones share everything.
pub struct GroupCommit<A> {
    memory: Arc<Memory<A>>,
    committer: Committer,
}

impl<A> Clone for GroupCommit<A> {
    fn clone(&self) -> Self {
        Self {
            memory: self.memory.clone(),
            committer: self.committer.clone(),
        }
    }
}

impl<A> GroupCommit<A>
where
    A: Aggregate<Services = ()> + 'static,
    A::Command: Clone,
{
    /// Remembers so many aggregates; rings the bell after every batch. Needs a runtime, on which its task runs.
    pub fn new(database: &Database, doorbell: Doorbell, remembered: NonZeroUsize) -> Self {
        let lane = database.lane(committer::IN_FLIGHT as u32, &APPENDING);
        Self {
            memory: Arc::new(Memory::new(remembered)),
            committer: Committer::start(lane, doorbell),
        }
    }

    /// Forgets whatever is remembered: somebody was erased.
    pub fn forget(&self) {
        self.memory.forget();
    }

    pub async fn execute(
        &self,
        execution: &Execution<'_>,
        command: A::Command,
    ) -> Result<Executed, NotExecuted<A::Error>> {
        let slot = self.memory.slot((execution.agency, execution.stream));
        // From the decision to the outcome, so that this process never races against itself.
        let mut slot = slot.lock().await;
        for again in 0..=TRIES_AFTER_A_CONFLICT {
            match self.attempt(execution, &mut slot, command.clone()).await? {
                Try::Done(executed) => return Ok(executed),
                Try::Outrun => {}
            }
            // Outrun in the stream or under the key? The key tells.
            if let Some(answer) = execution.first_answer().await? {
                return Ok(answer);
            }
            tokio::time::sleep(pause(again)).await;
        }
        Err(NotExecuted::Conflict)
    }

    /// Takes what is remembered out of its slot, and puts it back only when it is certain. So after a failure, or where
    /// the caller gives up half-way, the slot is empty and whoever comes next reads the stream.
    async fn attempt(
        &self,
        execution: &Execution<'_>,
        slot: &mut Option<Known<A>>,
        command: A::Command,
    ) -> Result<Try, NotExecuted<A::Error>> {
        let (mut known, mut just_read) = match memory::take(slot) {
            Some(known) => (known, false),
            None => {
                let mut known = Known::nothing();
                catch_up(execution, &mut known).await?;
                (known, true)
            }
        };
        loop {
            let before = known.version;
            let decision = decide(&mut known.aggregate, before, execution, command.clone()).await;
            let answer = match decision {
                Decision::Append(events) => {
                    return self.append(execution, slot, known, events).await;
                }
                Decision::Answer(answer) => answer,
            };
            if !just_read {
                just_read = true;
                if catch_up(execution, &mut known).await? {
                    continue;
                }
            }
            remember(slot, known);
            let first = execution.first_answer().await?;
            return first.map_or(answer, Ok).map(Try::Done);
        }
    }

    /// Looks at an aggregate as it is remembered, which may be old; reads it if it is not remembered.
    pub async fn look<T>(
        &self,
        sealing: &Sealing,
        stream: StreamId,
        of: impl FnOnce(&A) -> T,
    ) -> Result<T, Fault> {
        let slot = self.memory.slot(stream);
        let mut slot = slot.lock().await;
        let known = match memory::take(&mut slot) {
            Some(known) => known,
            None => read::whole(sealing, stream).await?,
        };
        let seen = of(&known.aggregate);
        remember(&mut slot, known);
        Ok(seen)
    }

    /// Reads an aggregate as it is now, and the number of its events.
    pub async fn load(&self, sealing: &Sealing, stream: StreamId) -> Result<(A, u64), Fault> {
        let known = read::whole(sealing, stream).await?;
        Ok((known.aggregate, known.version))
    }

    async fn append(
        &self,
        execution: &Execution<'_>,
        slot: &mut Option<Known<A>>,
        mut known: Known<A>,
        events: Vec<A::Event>,
    ) -> Result<Try, NotExecuted<A::Error>> {
        let (before, count) = (known.version, events.len());
        let commit = sealed::<A>(execution, before, &events).await?;
        let written = self.committer.append(commit).await;
        if written.is_err() {
            // Who knows what is behind the next connection.
            self.forget();
        }
        match written? {
            Written::Outrun => Ok(Try::Outrun),
            Written::Appended => {
                // The sink has applied the events already.
                known.version += count as u64;
                remember(slot, known);
                Ok(Try::Done(execution.executed(before, count)))
            }
        }
    }
}

/// A stream that does not exist is not worth a place: ids can be made up.
fn remember<A>(slot: &mut Option<Known<A>>, known: Known<A>) {
    *slot = (known.version > 0).then_some(known);
}

async fn catch_up<A: Aggregate>(
    execution: &Execution<'_>,
    known: &mut Known<A>,
) -> Result<bool, Fault> {
    let stream = (execution.agency, execution.stream);
    read::catch_up(execution.database, execution.sealing, stream, known).await
}

/// The events as the database will hold them, personal values sealed.
async fn sealed<A: Aggregate>(
    execution: &Execution<'_>,
    before: u64,
    events: &[A::Event],
) -> Result<Commit, Fault> {
    let broken = |e: serde_json::Error| Fault::Store(Box::new(e));
    let payloads: Result<Vec<Value>, _> = events.iter().map(serde_json::to_value).collect();
    let mut payloads = payloads.map_err(broken)?;
    let mut to_seal: Vec<_> = payloads.iter_mut().collect();
    execution
        .sealing
        .seal(execution.agency, &mut to_seal)
        .await?;
    let stream = execution.stream.to_string();
    let mut commit = Commit {
        events: Vec::with_capacity(events.len()),
    };
    for (place, (event, payload)) in events.iter().zip(payloads).enumerate() {
        let metadata = envelope::document(&execution.metadata, place).map_err(broken)?;
        let sequence = before + place as u64 + 1;
        commit.events.push(SealedEvent {
            aggregate_type: A::TYPE,
            aggregate_id: stream.clone(),
            sequence: i64::try_from(sequence).unwrap_or(i64::MAX),
            event_type: event.event_type(),
            event_version: event.event_version(),
            payload: payload.to_string(),
            metadata: metadata.to_string(),
        });
    }
    Ok(commit)
}
