//! How does a test wait for another process without guessing how long it takes?

use std::time::{Duration, Instant};

/// Past this, what is awaited is not coming.
const LIMIT: Duration = Duration::from_secs(20);

/// Asks `look` until it has an answer.
///
/// # Panics
/// When there is none within 20 seconds; `what` says what was awaited.
pub async fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < LIMIT, "waited {LIMIT:?} in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
