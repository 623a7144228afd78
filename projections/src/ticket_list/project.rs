//! How do the rows follow the log? Each touched ticket once a batch, all of them in one statement.

use super::row::{columns, key, subjects};
use super::{CLEAR_SUBJECTS, DISCARD, DISCARD_SUBJECTS, DROP, MENTIONS, NAME, PUT, PUT_SUBJECTS};
use async_trait::async_trait;
use domain::ids::{AgencyId, TicketId};
use domain::person::PersonEvent;
use domain::personal::Subject;
use infra::database::{Statement, Tx};
use infra::follower::{Folded, FoldedTickets, Follower, FollowerFault, Generation, Rebuildable};
use infra::livefeed::LiveFeed;
use infra::log::{Fact, Log, RecordedEvent};
use serde_json::Value as Json;
use std::collections::HashMap;

/// Keeps the rows of the list, and tells the live feed once they are durable.
pub struct TicketListFollower {
    tickets: FoldedTickets,
    generation: Generation,
    feed: Option<LiveFeed>,
}

impl TicketListFollower {
    pub fn new(log: &Log) -> Self {
        Self {
            tickets: FoldedTickets::new(log.clone()),
            generation: Generation::default(),
            feed: None,
        }
    }

    /// Tells `feed` of every ticket whose row changed.
    pub fn telling(mut self, feed: LiveFeed) -> Self {
        self.feed = Some(feed);
        self
    }

    async fn put(
        &self,
        tx: &mut Tx,
        generation: Generation,
        rows: Rows,
    ) -> Result<(), FollowerFault> {
        if rows.keys.is_empty() {
            return Ok(());
        }
        tx.execute(&PUT, &[generation.into(), Json::Array(rows.columns).into()])
            .await?;
        tx.execute(
            &CLEAR_SUBJECTS,
            &[generation.into(), Json::Array(rows.keys).into()],
        )
        .await?;
        tx.execute(
            &PUT_SUBJECTS,
            &[generation.into(), Json::Array(rows.subjects).into()],
        )
        .await?;
        Ok(())
    }

    /// Writes anew the rows that name somebody who was erased: read again from the log, the name is gone. Of a ticket
    /// that cannot be read any more the row goes as well, rather than the erasure waiting for it.
    async fn erase(
        &self,
        tx: &mut Tx,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<(), FollowerFault> {
        let mut generations: HashMap<Generation, Rows> = HashMap::new();
        for row in tx
            .fetch(&MENTIONS, &[agency.into(), subject.as_str().into()])
            .await?
        {
            let generation = Generation(row.int("generation")?);
            let ticket = TicketId(row.uuid("ticket")?);
            tx.execute(&DROP, &[agency.into(), generation.into(), ticket.into()])
                .await?;
            if let Some(folded) = self.tickets.reload(agency, ticket).await? {
                generations.entry(generation).or_default().add(&folded);
            }
        }
        for (generation, rows) in generations {
            self.put(tx, generation, rows).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Follower for TicketListFollower {
    fn name(&self) -> &str {
        NAME
    }

    async fn apply(&mut self, tx: &mut Tx, batch: &[RecordedEvent]) -> Result<(), FollowerFault> {
        let last = last_of_each(batch);
        self.tickets.prepare(batch).await?;
        let mut rows = Rows::default();
        let mut erased = Vec::new();
        for event in batch {
            if let Some(folded) = self.tickets.advance(event).await? {
                if last.get(&(folded.agency, folded.id)) == Some(&event.sequence) {
                    rows.add(folded);
                }
            } else if let Fact::Person(PersonEvent::PersonErased { subject, .. }) = &event.fact {
                erased.push((event.agency, subject.clone()));
            }
        }
        self.put(tx, self.generation, rows).await?;
        for (agency, subject) in &erased {
            self.erase(tx, *agency, subject).await?;
        }
        Ok(())
    }

    async fn forget(&mut self) {
        self.tickets.forget();
    }

    fn write_to(&mut self, generation: Generation) {
        self.generation = generation;
    }

    fn committed(&mut self, batch: &[RecordedEvent]) {
        if let Some(feed) = &self.feed {
            feed.tell(batch);
        }
    }
}

impl Rebuildable for TicketListFollower {
    fn discard(&self) -> &'static [&'static Statement] {
        &[&DISCARD, &DISCARD_SUBJECTS]
    }
}

/// The last event of each ticket in a batch: only the state after it becomes a row.
fn last_of_each(batch: &[RecordedEvent]) -> HashMap<(AgencyId, TicketId), u64> {
    batch
        .iter()
        .map(|event| ((event.agency, TicketId(event.aggregate_id)), event.sequence))
        .collect()
}

/// What one statement writes.
#[derive(Default)]
struct Rows {
    keys: Vec<Json>,
    columns: Vec<Json>,
    subjects: Vec<Json>,
}

impl Rows {
    fn add(&mut self, folded: &Folded) {
        let Some(columns) = columns(folded) else {
            return;
        };
        self.columns.push(columns);
        self.keys.push(key(folded.agency, folded.id));
        self.subjects.extend(subjects(folded));
    }
}
