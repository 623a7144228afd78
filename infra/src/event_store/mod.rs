//! How are the events of one aggregate loaded and appended? By cqrs-es over the reference adapters, or gathered with
//! those of other commands; personal values are sealed in between.

mod decision;
pub mod envelope;
pub mod execute;
mod group;
pub(crate) mod replay;
mod repository;
mod stock;
mod upcast;

pub use execute::{Executed, Fault, STATEMENTS};
pub use group::GroupCommit;
pub use repository::Repository;
pub use stock::Stock;
pub use upcast::{upcast, upcasters};

use crate::sealing::{SealedRepository, Sealing};
use cqrs_es::Aggregate;
use cqrs_es::persist::PersistedEventStore;
use domain::ids::AgencyId;
use std::sync::Arc;
use uuid::Uuid;

/// Whose stream it is. Streams of one id in two agencies have nothing to do with each other.
pub(crate) type StreamId = (AgencyId, Uuid);

/// cqrs-es's store over our repository.
pub type Store<A> = PersistedEventStore<SealedRepository<Repository>, A>;

/// One agency's view of the events: streams of any other are empty to it.
pub fn store<A: Aggregate>(
    repository: &Arc<Repository>,
    sealing: &Sealing,
    agency: AgencyId,
) -> Store<A> {
    let sealed = SealedRepository::new(repository.clone(), sealing.clone(), agency);
    PersistedEventStore::new_event_store(sealed).with_upcasters(upcasters())
}
