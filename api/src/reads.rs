//! How much of a ticket can be shown?

use domain::ids::{AgencyId, TicketId};
use infra::log::RecordedEvent;

use crate::problem::{Answer, Problem};
use crate::state::App;

impl App {
    /// A ticket's events up to the first that cannot be read, and whether there is one. Empty if the agency has no such
    /// ticket.
    ///
    /// # Errors
    /// 409 where not even the first can be read: there is nothing to show. 503 where the database cannot answer.
    pub async fn readable(
        &self,
        agency: AgencyId,
        id: TicketId,
    ) -> Answer<(Vec<RecordedEvent>, bool)> {
        let (events, unreadable) = self.log.readable(agency, id).await?;
        match unreadable {
            Some(unreadable) if events.is_empty() => Err(Problem::fault(unreadable)),
            unreadable => Ok((events, unreadable.is_some())),
        }
    }
}
