//! How are the events of one aggregate loaded and appended? By cqrs-es over the reference adapters, with personal
//! values sealed in between.

pub mod envelope;
pub mod execute;
pub(crate) mod replay;
mod repository;
mod upcast;

pub use execute::{Fault, STATEMENTS};
pub use repository::Repository;
pub use upcast::{upcast, upcasters};

use crate::sealing::{SealedRepository, Sealing};
use cqrs_es::Aggregate;
use cqrs_es::persist::PersistedEventStore;
use domain::ids::AgencyId;
use std::sync::Arc;

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
