//! What do all personal links have in common? They lead to a ticket or nowhere, and are worth so many requests.

use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::http::StatusCode;
use domain::ids::{AgencyId, TicketId};
use infra::tickets::Loaded;
use uuid::Uuid;

/// 404: which of the reasons it is, is nobody's business who may have found the link.
pub(super) fn not_valid() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "link_not_valid")
}

/// The ticket that a link was given out for.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn ticket(app: &App, agency: AgencyId, ticket: TicketId) -> Answer<Loaded> {
    let loaded = app.tickets.load(agency, ticket).await?;
    loaded.ok_or_else(not_valid)
}

impl App {
    /// Counts one answer of whoever holds the link to `opened`.
    ///
    /// # Errors
    /// 429 where the link's holder sends more than anybody types.
    pub fn within_budget(&self, opened: impl Into<Uuid>) -> Answer<()> {
        let spent = self.budgets.spend(opened, self.clock.now());
        spent.map_err(Problem::too_many)
    }
}
