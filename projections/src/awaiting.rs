//! How does somebody who has just written see it? By waiting, for a bounded time, until the projection has it.

use infra::database::DatabaseFault;
use infra::livefeed::LiveFeed;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// The longest that a page or an answer waits for its projection; past it, an older picture is better than none.
pub const AT_MOST: Duration = Duration::from_millis(500);

/// A look at the database without a hint, for what another node's follower has applied.
const POLL: Duration = Duration::from_millis(25);

/// Asks `reached` until it says so or the time is over; looks again after each change that the feed tells of.
///
/// A function that returns a future, not an `AsyncFn`: the compiler cannot tell yet that the future of one may move
/// between threads whatever it borrows, and a handler's must.
pub(crate) async fn until<F>(
    feed: &LiveFeed,
    at_most: Duration,
    reached: impl Fn() -> F,
) -> Result<bool, DatabaseFault>
where
    F: Future<Output = Result<bool, DatabaseFault>>,
{
    let deadline = Instant::now() + at_most;
    let mut changes = feed.listen();
    loop {
        if reached().await? {
            return Ok(true);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        // Told, lagging or poll: in each case it is time for another look.
        let _ = timeout(left.min(POLL), changes.recv()).await;
    }
}
