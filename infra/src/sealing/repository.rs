//! Where are values sealed and opened on their way? Around the event repository, so that no reader and no writer can
//! forget it.

use super::{Sealing, SealingFault};
use crate::event_store::{envelope, replay};
use cqrs_es::Aggregate;
use cqrs_es::persist::{
    PersistedEventRepository, PersistenceError, ReplayStream, SerializedEvent, SerializedSnapshot,
};
use domain::ids::AgencyId;
use serde_json::{Value, json};
use std::sync::Arc;

/// An event repository as one agency sees it: payloads and snapshots sealed inside, clear outside.
pub struct SealedRepository<R> {
    inner: Arc<R>,
    sealing: Sealing,
    agency: AgencyId,
}

impl<R: PersistedEventRepository> SealedRepository<R> {
    pub fn new(inner: Arc<R>, sealing: Sealing, agency: AgencyId) -> Self {
        Self {
            inner,
            sealing,
            agency,
        }
    }

    async fn opened(
        &self,
        stored: Vec<SerializedEvent>,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        let mut events: Vec<_> = stored
            .into_iter()
            .filter(|event| self.is_ours(&event.metadata))
            .collect();
        let mut payloads: Vec<_> = events
            .iter_mut()
            .map(|event| (self.agency, &mut event.payload))
            .collect();
        for outcome in self
            .sealing
            .open(&mut payloads)
            .await
            .map_err(persistence)?
        {
            outcome.map_err(|not_opened| persistence(not_opened.into()))?;
        }
        events.iter_mut().for_each(envelope::pack);
        Ok(events)
    }

    async fn sealed(
        &self,
        events: &[SerializedEvent],
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        let mut events: Vec<_> = events.iter().map(copy_of).collect();
        envelope::unpack(&mut events)?;
        let mut payloads: Vec<_> = events.iter_mut().map(|event| &mut event.payload).collect();
        self.sealing
            .seal(self.agency, &mut payloads)
            .await
            .map_err(persistence)?;
        Ok(events)
    }

    fn is_ours(&self, tagged: &Value) -> bool {
        tagged
            .get("agency")
            .and_then(Value::as_str)
            .is_some_and(|agency| agency == self.agency.to_string())
    }
}

impl<R: PersistedEventRepository> PersistedEventRepository for SealedRepository<R> {
    async fn get_events<A: Aggregate>(
        &self,
        aggregate_id: &str,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        self.opened(self.inner.get_events::<A>(aggregate_id).await?)
            .await
    }

    async fn get_last_events<A: Aggregate>(
        &self,
        aggregate_id: &str,
        last_sequence: usize,
    ) -> Result<Vec<SerializedEvent>, PersistenceError> {
        self.opened(
            self.inner
                .get_last_events::<A>(aggregate_id, last_sequence)
                .await?,
        )
        .await
    }

    async fn get_snapshot<A: Aggregate>(
        &self,
        aggregate_id: &str,
    ) -> Result<Option<SerializedSnapshot>, PersistenceError> {
        let Some(mut snapshot) = self.inner.get_snapshot::<A>(aggregate_id).await? else {
            return Ok(None);
        };
        if !self.is_ours(&snapshot.aggregate) {
            return Ok(None);
        }
        snapshot.aggregate = snapshot.aggregate["aggregate"].take();
        let mut documents = [(self.agency, &mut snapshot.aggregate)];
        for outcome in self
            .sealing
            .open(&mut documents)
            .await
            .map_err(persistence)?
        {
            outcome.map_err(|not_opened| persistence(not_opened.into()))?;
        }
        Ok(Some(snapshot))
    }

    async fn persist<A: Aggregate>(
        &self,
        events: &[SerializedEvent],
        snapshot_update: Option<(String, Value, usize)>,
    ) -> Result<(), PersistenceError> {
        let events = self.sealed(events).await?;
        let snapshot_update = match snapshot_update {
            None => None,
            Some((id, mut aggregate, number)) => {
                self.sealing
                    .seal(self.agency, &mut [&mut aggregate])
                    .await
                    .map_err(persistence)?;
                Some((
                    id,
                    json!({ "agency": self.agency, "aggregate": aggregate }),
                    number,
                ))
            }
        };
        self.inner.persist::<A>(&events, snapshot_update).await
    }

    async fn stream_events<A: Aggregate>(
        &self,
        aggregate_id: &str,
    ) -> Result<ReplayStream, PersistenceError> {
        Ok(replay::these_events(
            self.get_events::<A>(aggregate_id).await?,
        ))
    }

    async fn stream_all_events<A: Aggregate>(&self) -> Result<ReplayStream, PersistenceError> {
        Ok(replay::all_events(
            self.sealing.clone(),
            self.agency,
            A::TYPE,
        ))
    }
}

/// The framework's event is not `Clone`.
fn copy_of(event: &SerializedEvent) -> SerializedEvent {
    SerializedEvent::new(
        event.aggregate_id.clone(),
        event.sequence,
        event.aggregate_type.clone(),
        event.event_type.clone(),
        event.event_version.clone(),
        event.payload.clone(),
        event.metadata.clone(),
    )
}

fn persistence(fault: SealingFault) -> PersistenceError {
    PersistenceError::UnknownError(Box::new(fault))
}
