//! With which keys was sealed a moment ago?
//!
//! Only for sealing. What is sealed with a key that another process destroyed meanwhile can never be opened, and reads
//! as erased like everything else under that key; so an old key brings nobody back. For opening a key is looked up
//! every time: a key remembered there would. An erasure in this process counts at once, one in another within [`LIFE`].

use super::cipher::Key;
use super::keys::{KeyState, Owner};
use domain::ids::AgencyId;
use domain::personal::Subject;
use lru::LruCache;
use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a key is used without being looked up again.
const LIFE: Duration = Duration::from_secs(60);
/// A hundred and some bytes each.
const MOST: NonZeroUsize = NonZeroUsize::new(8_192).expect("not zero");

type Keys = LruCache<Owner, (Arc<Key>, Instant)>;

#[derive(Clone, Debug)]
pub(super) struct RecentKeys(Arc<Mutex<Keys>>);

impl RecentKeys {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(MOST))))
    }

    pub(super) fn find(&self, owners: &BTreeSet<Owner>) -> HashMap<Owner, KeyState> {
        let mut keys = self.lock();
        let mut found = HashMap::new();
        for owner in owners {
            if let Some((key, since)) = keys.get(owner)
                && since.elapsed() < LIFE
            {
                found.insert(owner.clone(), KeyState::Alive(key.clone()));
            }
        }
        found
    }

    /// A key keeps the age that it has. Nothing else is remembered: it is seldom asked.
    pub(super) fn remember(&self, found: &HashMap<Owner, KeyState>) {
        let mut keys = self.lock();
        for (owner, state) in found {
            match state {
                KeyState::Alive(key) => remember_one(&mut keys, owner, key),
                KeyState::Destroyed | KeyState::Damaged => {}
            }
        }
    }

    /// The bytes are wiped with the last who seals with them.
    pub(super) fn forget(&self, agency: AgencyId, subject: &Subject) {
        self.lock().pop(&(agency, subject.clone()));
    }

    /// A panic elsewhere leaves whole entries behind, so that what is there can be used.
    fn lock(&self) -> MutexGuard<'_, Keys> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn remember_one(keys: &mut Keys, owner: &Owner, key: &Arc<Key>) {
    let is_the_same = keys
        .peek(owner)
        .is_some_and(|(known, _)| Arc::ptr_eq(known, key));
    if !is_the_same {
        keys.put(owner.clone(), (key.clone(), Instant::now()));
    }
}
