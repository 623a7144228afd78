//! How do the rows follow the tickets? After each batch, those of every touched ticket are what it says is armed.

use super::{ARM, DISARM, DISCARD, NAME};
use crate::database::{Statement, Tx};
use crate::doorbell::Doorbell;
use crate::follower::{Folded, FoldedTickets, Follower, FollowerFault, Generation, Rebuildable};
use crate::log::{Log, RecordedEvent};
use async_trait::async_trait;
use domain::policy::deadlines::{Deadline, Purpose};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use uuid::Uuid;

/// Keeps the armed timers.
pub struct TimersFollower {
    tickets: FoldedTickets,
    generation: Generation,
    armed: Doorbell,
}

impl TimersFollower {
    /// `armed` is rung when rows have changed: one of them may be due sooner than what the worker waits for.
    pub fn new(log: &Log, armed: &Doorbell) -> Self {
        Self {
            tickets: FoldedTickets::new(log.clone()),
            generation: Generation::default(),
            armed: armed.clone(),
        }
    }
}

#[async_trait]
impl Follower for TimersFollower {
    fn name(&self) -> &str {
        NAME
    }

    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        let last: HashMap<Uuid, u64> = batch
            .iter()
            .map(|event| (event.aggregate_id, event.sequence))
            .collect();
        self.tickets.prepare(batch).await?;
        let (mut touched, mut armed) = (Vec::new(), Vec::new());
        for event in batch {
            let Some(folded) = self.tickets.advance(event).await? else {
                continue;
            };
            if last.get(&event.aggregate_id) == Some(&event.sequence) {
                touched.push(json!({ "agency": folded.agency, "ticket": folded.id }));
                armed.extend(
                    folded
                        .ticket
                        .deadlines()
                        .iter()
                        .map(|deadline| row(folded, deadline)),
                );
            }
        }
        if touched.is_empty() {
            return Ok(());
        }
        let armed = Json::Array(armed);
        tx.execute(
            &DISARM,
            &[
                self.generation.into(),
                Json::Array(touched).into(),
                armed.clone().into(),
            ],
        )
        .await?;
        tx.execute(&ARM, &[self.generation.into(), armed.into()])
            .await?;
        Ok(())
    }

    async fn forget(&mut self) {
        self.tickets.forget();
    }

    fn write_to(&mut self, generation: Generation) {
        self.generation = generation;
    }

    fn committed(&mut self, _batch: &[RecordedEvent]) {
        self.armed.ring();
    }
}

impl Rebuildable for TimersFollower {
    fn discard(&self) -> &'static [&'static Statement] {
        &[&DISCARD]
    }
}

pub(super) fn row(folded: &Folded, deadline: &Deadline) -> Json {
    let timer = &deadline.timer;
    json!({
        "agency": folded.agency,
        "ticket": folded.id,
        "timer": timer.to_string(),
        "assignment": timer.assignment,
        "kind": timer.kind.code(),
        "ordinal": timer.ordinal,
        "due_at": deadline.due_at.timestamp_micros(),
        "suspended": suspended(folded, deadline.purpose),
        "version": folded.version,
    })
}

/// Why a deadline that comes would write to nobody.
fn suspended(folded: &Folded, purpose: Purpose) -> Option<&'static str> {
    match purpose {
        Purpose::Remind { .. }
        | Purpose::RemindOfVisit
        | Purpose::AskPresence
        | Purpose::AskCompletion => folded.ticket.is_silent().then_some("silent_mode"),
        Purpose::GiveUp { .. } => None,
    }
}
