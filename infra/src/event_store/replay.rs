//! How are all events of a type replayed so that a failure does not look like the end?
//!
//! The adapters' own replay panics in its task when the database fails; the stream then merely ends, and whoever
//! rebuilds from it believes that it has seen everything. Here a failure is the last item of the stream.

use super::envelope;
use crate::log::Position;
use crate::log::raw::{self, RawEvent};
use crate::sealing::{Sealing, SealingFault};
use cqrs_es::persist::{PersistenceError, ReplayFeed, ReplayStream, SerializedEvent};
use domain::ids::AgencyId;

const PAGE: u32 = 200;

/// All events of one type in one agency, opened, in the order of the log.
pub(crate) fn all_events(
    sealing: Sealing,
    agency: AgencyId,
    aggregate_type: &'static str,
) -> ReplayStream {
    let (mut feed, stream) = ReplayStream::new(PAGE as usize);
    tokio::spawn(async move {
        if let Err(fault) = feed_all(&sealing, agency, aggregate_type, &mut feed).await {
            // Nobody listens any more: then nobody can be misled either.
            let _ = feed.push(Err(fault)).await;
        }
    });
    stream
}

/// Events that were already read.
pub(crate) fn these_events(events: Vec<SerializedEvent>) -> ReplayStream {
    let (mut feed, stream) = ReplayStream::new(events.len().max(1));
    tokio::spawn(async move {
        for event in events {
            if feed.push(Ok(event)).await.is_err() {
                return;
            }
        }
    });
    stream
}

async fn feed_all(
    sealing: &Sealing,
    agency: AgencyId,
    aggregate_type: &str,
    feed: &mut ReplayFeed,
) -> Result<(), PersistenceError> {
    let mut after = Position::default();
    loop {
        let read = raw::read_type_after(sealing.database(), aggregate_type, after, PAGE).await;
        let mut page = read.map_err(unknown)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.position;
        page.retain(|raw| raw.agency == agency);
        for event in opened(sealing, page).await.map_err(unknown)? {
            feed.push(Ok(event)).await?;
        }
    }
}

async fn opened(
    sealing: &Sealing,
    mut page: Vec<RawEvent>,
) -> Result<Vec<SerializedEvent>, SealingFault> {
    for outcome in raw::open(sealing, &mut page).await? {
        outcome?;
    }
    let in_the_frameworks_form = |mut raw: RawEvent| {
        envelope::pack(&mut raw.event);
        raw.event
    };
    Ok(page.into_iter().map(in_the_frameworks_form).collect())
}

fn unknown(fault: impl std::error::Error + Send + Sync + 'static) -> PersistenceError {
    PersistenceError::UnknownError(Box::new(fault))
}
