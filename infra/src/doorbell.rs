//! How does a worker learn at once that there is something new, without anything in the request's way?
//!
//! Ringing costs one atomic step; any number of rings before a listener looks are one ring to it. A bell is a hint and
//! never the delivery itself: whoever listens also polls slowly, because other nodes do not ring this one.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Rung after a commit. Clones ring the same bell.
#[derive(Clone, Debug)]
pub struct Doorbell {
    rings: Arc<watch::Sender<u64>>,
}

impl Default for Doorbell {
    fn default() -> Self {
        Self {
            rings: Arc::new(watch::Sender::new(0)),
        }
    }
}

impl Doorbell {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn ring(&self) {
        self.rings
            .send_modify(|rings| *rings = rings.wrapping_add(1));
    }
    /// A listener that hears every ring from now on.
    pub fn listen(&self) -> Listener {
        Listener {
            rings: self.rings.subscribe(),
        }
    }
}

/// One worker's ear. Rings that came while it was busy are still heard, as one.
#[derive(Debug)]
pub struct Listener {
    rings: watch::Receiver<u64>,
}

impl Listener {
    /// Returns at the next ring, or after `at_most` without one.
    pub async fn rung(&mut self, at_most: Duration) {
        match tokio::time::timeout(at_most, self.rings.changed()).await {
            Ok(Ok(())) | Err(_) => {}
            // Nobody is left who could ring: what remains is the slow poll.
            Ok(Err(_)) => tokio::time::sleep(at_most).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_ring_while_the_listener_was_busy_is_still_heard() {
        let bell = Doorbell::new();
        let mut listener = bell.listen();
        bell.ring();
        bell.clone().ring();
        listener.rung(LONG).await;
    }

    #[tokio::test]
    async fn many_rings_are_one() {
        let bell = Doorbell::new();
        let mut listener = bell.listen();
        bell.ring();
        bell.ring();
        listener.rung(LONG).await;
        let second = tokio::time::timeout(Duration::from_millis(20), listener.rung(LONG)).await;
        assert!(second.is_err());
    }
}
