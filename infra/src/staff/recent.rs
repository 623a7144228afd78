//! Which API tokens were looked up a moment ago? A program that writes a hundred times a second need not be looked up a
//! hundred times.
//!
//! Only tokens that were good are remembered, by digest, for [`LIFE`]. Revoking a token, or changing somebody's roles,
//! in this process counts at once; done by another process it counts here within [`LIFE`].

use super::token::TokenHolder;
use chrono::{DateTime, Utc};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a token is believed without asking.
const LIFE: Duration = Duration::from_secs(3);
/// More programs than that do not call within seconds.
const MOST: NonZeroUsize = NonZeroUsize::new(256).expect("not zero");

/// A token that was good when it was looked up.
#[derive(Clone, Debug)]
pub(super) struct Good {
    pub(super) holder: TokenHolder,
    /// From then on it is not, or its use must be noted again: ask the database.
    pub(super) until: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub(super) struct RecentTokens(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    tokens: LruCache<Vec<u8>, (Good, Instant)>,
    /// How often everything was forgotten.
    forgotten: u64,
}

impl RecentTokens {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Inner {
            tokens: LruCache::new(MOST),
            forgotten: 0,
        })))
    }

    pub(super) fn find(&self, digest: &[u8], now: DateTime<Utc>) -> Option<TokenHolder> {
        let mut inner = self.lock();
        let (good, since) = inner.tokens.get(digest)?;
        (since.elapsed() < LIFE && now < good.until).then(|| good.holder.clone())
    }

    /// To be taken before the database is asked, and handed in with what it answered.
    pub(super) fn before(&self) -> u64 {
        self.lock().forgotten
    }

    /// Unless something was revoked while the database was asked.
    pub(super) fn remember(&self, before: u64, digest: Vec<u8>, good: Good) {
        let mut inner = self.lock();
        if inner.forgotten == before {
            inner.tokens.put(digest, (good, Instant::now()));
        }
    }

    pub(super) fn forget(&self) {
        let mut inner = self.lock();
        inner.tokens.clear();
        inner.forgotten += 1;
    }

    /// A panic elsewhere leaves whole entries behind, so that what is there can be used.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
