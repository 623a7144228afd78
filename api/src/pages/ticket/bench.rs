//! What is fetched before somebody works on a ticket?

use domain::ids::{AssignmentId, TicketId};
use domain::ticket::{Module, Ticket, WholeAction};
use infra::directory::Contractor;
use infra::follower::Folded;
use infra::log::RecordedEvent;
use infra::staff::StaffMember;
use uuid::Uuid;

use super::asking::Asking;
use super::desk::Desk;
use crate::pages::opening::ALL_CONTRACTORS;
use crate::pages::when::Moments;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;

/// Everything that a [`Desk`] looks at, held for one request.
pub struct Bench {
    pub id: TicketId,
    pub ticket: Ticket,
    pub version: u64,
    whole: bool,
    staff: Vec<StaffMember>,
    contractors: Vec<Contractor>,
    asking: Option<Asking>,
    moments: Moments,
    fresh: Uuid,
}

impl Bench {
    /// The ticket as its events make it now, to work on.
    ///
    /// # Errors
    /// Not found, where the visitor's agency has no such ticket; a conflict where one of its events cannot be read.
    pub async fn fetch(app: &App, visitor: &Visitor, id: TicketId) -> Result<Self, Problem> {
        let agency = visitor.agency_id();
        let loaded = app
            .tickets
            .load(agency, id)
            .await
            .map_err(Problem::fault)?
            .ok_or_else(Problem::not_found)?;
        Self::with(app, visitor, id, (loaded.ticket, loaded.version)).await
    }

    /// The ticket and its events as far as they can be read, only to be looked at.
    ///
    /// # Errors
    /// Not found, where the visitor's agency has no such ticket; a conflict where not even its opening can be read.
    pub async fn look(
        app: &App,
        visitor: &Visitor,
        id: TicketId,
    ) -> Result<(Self, Vec<RecordedEvent>), Problem> {
        let agency = visitor.agency_id();
        let (events, unreadable) = app.readable(agency, id).await?;
        let folded = Folded::after(agency, id, &events).ok_or_else(Problem::not_found)?;
        let mut bench = Self::with(app, visitor, id, (folded.ticket, folded.version)).await?;
        bench.whole = !unreadable;
        bench.look_at_mandate(app, visitor).await?;
        Ok((bench, events))
    }

    async fn with(
        app: &App,
        visitor: &Visitor,
        id: TicketId,
        (ticket, version): (Ticket, u64),
    ) -> Result<Self, Problem> {
        let agency = visitor.agency_id();
        Ok(Self {
            id,
            ticket,
            version,
            whole: true,
            staff: app.staff.members(agency).await.map_err(Problem::fault)?,
            contractors: Vec::new(),
            asking: None,
            moments: visitor.moments(app),
            fresh: Uuid::now_v7(),
        })
    }

    /// The directory's contractors too, for the one form that chooses among them.
    pub async fn with_contractors(mut self, app: &App, visitor: &Visitor) -> Result<Self, Problem> {
        let found = app
            .directory
            .find_contractors(visitor.agency_id(), "", ALL_CONTRACTORS)
            .await;
        self.contractors = found.map_err(Problem::fault)?;
        Ok(self)
    }

    /// Those who may be asked to decide too, for the one form that asks somebody.
    pub async fn with_approvers(mut self, app: &App, visitor: &Visitor) -> Result<Self, Problem> {
        let opening = self.ticket.opening.as_deref();
        let opening = opening.ok_or_else(Problem::not_found)?;
        self.asking = Some(Asking::of(app, visitor.agency_id(), opening).await?);
        Ok(self)
    }

    /// Gérance: what the mandate says of the quotes that wait for a decision.
    pub async fn look_at_mandate(&mut self, app: &App, visitor: &Visitor) -> Result<(), Problem> {
        let asks = self.ticket.whole_actions(false);
        let asks = asks.contains(&WholeAction::RequestApproval);
        let opening = self.ticket.opening.as_deref();
        let Some(opening) = opening.filter(|it| asks && it.module == Module::Gerance) else {
            return Ok(());
        };
        match Asking::of(app, visitor.agency_id(), opening).await {
            Ok(asking) => self.asking = Some(asking),
            // The directory may have lost the property since.
            Err(problem) if problem.status().is_client_error() => {}
            Err(problem) => return Err(problem),
        }
        Ok(())
    }

    /// `part`: the one named in the form; else the one that leads.
    pub fn desk<'a>(
        &'a self,
        visitor: &'a Visitor,
        part: Option<AssignmentId>,
    ) -> Result<Desk<'a>, Problem> {
        let named = part.and_then(|id| self.ticket.assignment(id));
        Ok(Desk {
            t: visitor.t,
            id: self.id,
            opening: self
                .ticket
                .opening
                .as_deref()
                .ok_or_else(Problem::not_found)?,
            part: named.or_else(|| self.ticket.leading_assignment()),
            ticket: &self.ticket,
            whole: self.whole,
            moments: Moments {
                zone: self.zone(),
                ..self.moments
            },
            me: &visitor.me,
            agency: &visitor.agency,
            staff: &self.staff,
            contractors: &self.contractors,
            asking: self.asking.as_ref(),
            fresh: self.fresh,
        })
    }

    /// Times on a ticket are its building's.
    fn zone(&self) -> chrono_tz::Tz {
        self.ticket
            .opening
            .as_ref()
            .map_or(self.moments.zone, |opening| opening.property.zone)
    }
}
