//! How does a log come to be full in minutes? The domain decides as always; what it says is sealed and stored by the batch.

mod life;

use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Utc};
use cqrs_es::persist::{PersistedEventRepository as _, SerializedEvent};
use domain::ids::TicketId;
use domain::ticket::Ticket;
use harness::cabinet::Cabinet;
use infra::clock::Clock;
use infra::database::Database;
use infra::event_store::Repository;
use infra::sealing::{MasterKey, SealedRepository, Sealing};
use secrecy::SecretBox;
use serde_json::json;

pub use life::{Life, Story};

/// Tickets that live at the same time, and are stored in one transaction.
const AT_ONCE: usize = 500;

/// An agency with its people, about to get tickets.
pub struct Seeder {
    pub cabinet: Cabinet,
    pub sealing: Sealing,
    clock: Clock,
    repository: SealedRepository<Repository>,
}

impl Seeder {
    pub async fn new(database: &Database) -> Self {
        let clock = Clock::system();
        let cabinet = Cabinet::found(database, &clock, json!({})).await;
        let master = MasterKey::new(SecretBox::new(Box::new(crate::product::MASTER_KEY)));
        let sealing = Sealing::new(database.clone(), clock.clone(), master);
        let repository = Arc::new(Repository::new(database));
        Self {
            repository: SealedRepository::new(repository, sealing.clone(), cabinet.id),
            cabinet,
            sealing,
            clock,
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Has so many tickets live so far; gives their identifiers and how many events that took.
    pub async fn plant(
        &self,
        tickets: usize,
        story: impl Fn(usize) -> Story,
    ) -> Result<(Vec<TicketId>, u64)> {
        let (mut ids, mut count) = (Vec::with_capacity(tickets), 0);
        while ids.len() < tickets {
            let mut lives = Vec::new();
            for _ in 0..AT_ONCE.min(tickets - ids.len()) {
                let number = ids.len();
                let life = Life::new(&self.cabinet, number as u64 + 1);
                ids.push(life.ticket);
                lives.push(life.lived(&story(number), self.now())?);
            }
            let events = interleaved(lives);
            count += events.len() as u64;
            self.repository.persist::<Ticket>(&events, None).await?;
        }
        Ok((ids, count))
    }
}

/// As in a real log: between two events of a ticket stand those of others.
fn interleaved(lives: Vec<Vec<SerializedEvent>>) -> Vec<SerializedEvent> {
    let mut lives: Vec<_> = lives.into_iter().map(Vec::into_iter).collect();
    let mut events = Vec::new();
    loop {
        let before = events.len();
        events.extend(lives.iter_mut().filter_map(Iterator::next));
        if events.len() == before {
            return events;
        }
    }
}
