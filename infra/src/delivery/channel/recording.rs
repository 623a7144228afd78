//! What would have left? The twin that keeps instead of sending, for tests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use super::{Channel, Parcel};
use crate::delivery::outcome::Outcome;

/// Keeps every parcel, and answers what it was told to answer: sent, unless something else was prepared.
#[derive(Clone, Default)]
pub struct Recording {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    parcels: Vec<Parcel>,
    prepared: VecDeque<Outcome>,
}

impl Recording {
    pub fn new() -> Self {
        Self::default()
    }

    /// The next attempt that has no answer prepared yet gets this one.
    pub fn answer_with(&self, outcome: Outcome) {
        self.lock().prepared.push_back(outcome);
    }

    /// Every parcel so far, one per attempt, in order.
    pub fn parcels(&self) -> Vec<Parcel> {
        self.lock().parcels.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Channel for Recording {
    fn name(&self) -> &'static str {
        "recording"
    }

    async fn send(&self, parcel: &Parcel) -> Outcome {
        let mut inner = self.lock();
        inner.parcels.push(parcel.clone());
        inner.prepared.pop_front().unwrap_or_else(Outcome::sent)
    }
}
