//! What is cut out of a file, and what stands in its place?

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use domain::ids::AgencyId;
use lru::LruCache;

use super::NotShown;
use crate::files::hash::BlobHash;
use crate::files::store::BlobFault;

/// Places in one file that are cut. A picture has a handful; bounds the memory of a plan.
const MOST: usize = 4_096;
/// Plans that are remembered, and how many cuts such a plan may have.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(1_000).expect("a thousand");
const REMEMBERED_CUTS: usize = 64;

/// One place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) from: u64,
    /// Bytes that are not shown.
    pub(super) length: u64,
    pub(super) with: With,
}

/// What is shown instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    Bytes(Bytes),
    /// As many zeros as are not shown.
    Zeros,
}

/// What of a file is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    whole: u64,
    patches: Vec<Patch>,
}

impl Plan {
    pub(super) fn everything(whole: u64) -> Self {
        Self {
            whole,
            patches: Vec::new(),
        }
    }

    /// Bytes that are shown.
    pub fn size(&self) -> u64 {
        let mut size = self.whole;
        for patch in &self.patches {
            if let With::Bytes(bytes) = &patch.with {
                size = size.saturating_sub(patch.length) + bytes.len() as u64;
            }
        }
        size
    }

    pub(super) fn patches(&self) -> Vec<Patch> {
        self.patches.clone()
    }

    pub(super) fn cut(&mut self, from: u64, length: u64) -> Result<(), NotShown> {
        self.replace(from, length, Bytes::new())
    }

    /// Everything from there on.
    pub(super) fn end(&mut self, at: u64) -> Result<(), NotShown> {
        match self.whole.saturating_sub(at) {
            0 => Ok(()),
            rest => self.cut(at, rest),
        }
    }

    /// In place: whatever points behind it still does.
    pub(super) fn blank(&mut self, from: u64, length: u64) -> Result<(), NotShown> {
        self.add(Patch {
            from,
            length,
            with: With::Zeros,
        })
    }

    pub(super) fn replace(
        &mut self,
        from: u64,
        length: u64,
        bytes: impl Into<Bytes>,
    ) -> Result<(), NotShown> {
        self.add(Patch {
            from,
            length,
            with: With::Bytes(bytes.into()),
        })
    }

    fn add(&mut self, patch: Patch) -> Result<(), NotShown> {
        if self.patches.len() >= MOST {
            return Err(NotShown::Malformed);
        }
        if patch.length > 0 && !self.patches.contains(&patch) {
            self.patches.push(patch);
        }
        Ok(())
    }

    /// In the order of the file. Places that overlap or lie outside make no plan.
    pub(super) fn checked(mut self) -> Result<Self, BlobFault> {
        self.patches.sort_by_key(|patch| patch.from);
        let mut free = 0;
        for patch in &self.patches {
            let end = patch.from.checked_add(patch.length);
            match end.filter(|end| patch.from >= free && *end <= self.whole) {
                Some(end) => free = end,
                None => return Err(NotShown::Malformed.into()),
            }
        }
        Ok(self)
    }
}

/// Plans that were made: a file never changes under its hash.
#[derive(Clone)]
pub(in crate::files) struct Plans(Arc<Mutex<LruCache<(AgencyId, BlobHash), Plan>>>);

impl Default for Plans {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(REMEMBERED))))
    }
}

impl Plans {
    pub(super) fn known(&self, agency: AgencyId, hash: &BlobHash) -> Option<Plan> {
        self.locked(|plans| plans.get(&(agency, hash.clone())).cloned())
    }

    pub(super) fn keep(&self, agency: AgencyId, hash: &BlobHash, plan: &Plan) {
        if plan.patches.len() <= REMEMBERED_CUTS {
            self.locked(|plans| plans.put((agency, hash.clone()), plan.clone()));
        }
    }

    fn locked<T>(&self, with: impl FnOnce(&mut LruCache<(AgencyId, BlobHash), Plan>) -> T) -> T {
        // A panic while it was held would have left plans, and each of them whole.
        with(
            &mut self
                .0
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner()),
        )
    }
}
