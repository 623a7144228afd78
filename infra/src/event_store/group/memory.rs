//! What does this process remember of the streams that it wrote to or read lately?
//!
//! Only for deciding, never for showing: another node may have moved a stream, and a person may have been erased. What
//! is remembered lives in clear, so it lives for minutes: an erasure in this process empties the memory at once, one on
//! another node is followed when [`LIFE`] is over.

use crate::event_store::StreamId;
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::sync::Mutex as Turns;

/// How long a stream is remembered after it was read from its beginning, however often it is used.
pub(super) const LIFE: Duration = Duration::from_secs(600);
/// How often what has outlived it is looked for.
const SWEEP: Duration = Duration::from_secs(30);

/// A stream as it was when somebody last looked.
#[derive(Debug)]
pub(super) struct Known<A> {
    pub(super) aggregate: A,
    /// How many events it has.
    pub(super) version: u64,
    since: Instant,
}

impl<A: Default> Known<A> {
    pub(super) fn nothing() -> Self {
        Self {
            aggregate: A::default(),
            version: 0,
            since: Instant::now(),
        }
    }
}

/// The place of one stream. Whoever holds its lock decides and appends; the others wait for their turn. It is empty
/// while somebody is at it, so that a command given up half-way leaves nothing wrong behind.
pub(super) type Slot<A> = Turns<Option<Known<A>>>;

type Slots<A> = LruCache<StreamId, Arc<Slot<A>>>;

#[derive(Debug)]
pub(super) struct Memory<A> {
    slots: Arc<Mutex<Slots<A>>>,
}

impl<A: Send + 'static> Memory<A> {
    /// Remembers so many streams; past it, those forgotten first that were used longest ago.
    pub(super) fn new(most: NonZeroUsize) -> Self {
        let slots = Arc::new(Mutex::new(LruCache::new(most)));
        tokio::spawn(sweep(Arc::downgrade(&slots)));
        Self { slots }
    }

    pub(super) fn slot(&self, stream: StreamId) -> Arc<Slot<A>> {
        lock(&self.slots)
            .get_or_insert(stream, || Arc::new(Slot::new(None)))
            .clone()
    }

    /// What is at work at the moment ends with what it took, and is not remembered.
    pub(super) fn forget(&self) {
        lock(&self.slots).clear();
    }
}

/// What may still be used of a slot.
pub(super) fn take<A>(slot: &mut Option<Known<A>>) -> Option<Known<A>> {
    slot.take().filter(|known| known.since.elapsed() < LIFE)
}

async fn sweep<A>(slots: Weak<Mutex<Slots<A>>>) {
    loop {
        tokio::time::sleep(SWEEP).await;
        match slots.upgrade() {
            Some(slots) => forget_old(&slots),
            None => return,
        }
    }
}

fn forget_old<A>(slots: &Mutex<Slots<A>>) {
    let mut slots = lock(slots);
    let is_old = |slot: &Slot<A>| match slot.try_lock() {
        Ok(known) => known.as_ref().is_none_or(|k| k.since.elapsed() >= LIFE),
        // In use.
        Err(_) => false,
    };
    let old: Vec<StreamId> = slots
        .iter()
        .filter(|(_, slot)| is_old(slot))
        .map(|(stream, _)| *stream)
        .collect();
    for stream in old {
        slots.pop(&stream);
    }
}

/// A panic elsewhere leaves whole entries behind, so that what is there can be used.
fn lock<A>(slots: &Mutex<Slots<A>>) -> MutexGuard<'_, Slots<A>> {
    slots.lock().unwrap_or_else(PoisonError::into_inner)
}
