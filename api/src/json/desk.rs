//! Where is a command of the agency handled? At a desk: the caller, the ticket as it is, and what was sent about it.

use super::done::Done;
use super::input::{Fresh, Order, Place};
use crate::extract::{Caller, IdempotencyKey, IfMatch, Path, Sent};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::RequestExt;
use axum::extract::{FromRequest, Request};
use domain::actor::OnBehalfOf;
use domain::ids::{ApprovalId, AssignmentId, TicketId};
use domain::metadata::CommandContext;
use domain::ticket::{Opening, Ticket, TicketCommand};
use infra::staff::{Right, Scope};
use infra::tickets::Fixed;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A command of the agency on one of its tickets, ready to be carried out. It holds no more of the ticket than what
/// never changes: whether the command still applies is for the ticket to say.
pub struct Desk<T> {
    pub app: App,
    pub caller: Caller,
    pub fixed: Fixed,
    pub place: Place,
    /// Where the address names a request to an approver.
    pub approval: Option<ApprovalId>,
    pub input: T,
    pub context: CommandContext,
    expected: Option<u64>,
}

#[derive(Deserialize)]
struct Address {
    ticket: TicketId,
    #[serde(default)]
    assignment: Option<AssignmentId>,
    #[serde(default)]
    approval: Option<ApprovalId>,
}

impl<T: DeserializeOwned + Send> FromRequest<App> for Desk<T> {
    type Rejection = Problem;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Problem> {
        let caller: Caller = request.extract_parts_with_state(app).await?;
        caller.needs(Scope::WriteTickets)?;
        let Path(Address {
            ticket: id,
            assignment,
            approval,
        }) = request.extract_parts().await?;
        let IfMatch(expected) = request.extract_parts().await?;
        let key: IdempotencyKey = request.extract_parts().await?;
        let Sent {
            value: input,
            request,
        } = Sent::from_request(request, app).await?;

        let fixed = app
            .tickets
            .fixed(caller.agency(), id)
            .await?
            .ok_or_else(Problem::not_found)?;
        caller.may(app, Right::OpenTickets, fixed.module).await?;
        let place = Place {
            ticket: id,
            words: fixed.text.clone(),
            assignment: assignment.unwrap_or(AssignmentId::new(Uuid::nil())),
            zone: fixed.zone,
            fresh: Fresh::new(caller.staff.id.uuid(), key.0.as_deref()),
        };
        let context = context(app, &caller, key, request);
        Ok(Self {
            app: app.clone(),
            caller,
            fixed,
            place,
            approval,
            input,
            context,
            expected,
        })
    }
}

/// Who asks, when, under which key. One person's keys say nothing about another's.
pub(super) fn context(
    app: &App,
    caller: &Caller,
    key: IdempotencyKey,
    request: Vec<u8>,
) -> CommandContext {
    let key = key.0.map(|key| format!("{}:{key}", caller.staff.id));
    app.context(caller.actor(), key.map(|key| (key, request)))
}

/// A ticket that exists has been opened.
pub(super) fn opening(ticket: &Ticket) -> Answer<&Opening> {
    ticket.opening.as_deref().ok_or_else(Problem::not_found)
}

impl<T> Desk<T> {
    /// # Errors
    /// 403 where the agency's settings do not let the caller do that.
    pub async fn may(&self, right: Right) -> Answer<()> {
        self.caller.may(&self.app, right, self.fixed.module).await
    }

    /// The ticket as it is, for a command that is made of what is there.
    ///
    /// # Errors
    /// 503 where the database cannot answer.
    pub async fn ticket(&self) -> Answer<Ticket> {
        let (agency, ticket) = (self.caller.agency(), self.place.ticket);
        let loaded = self.app.tickets.load(agency, ticket).await?;
        Ok(loaded.ok_or_else(Problem::not_found)?.ticket)
    }

    pub async fn execute(self, command: TicketCommand) -> Answer<Done> {
        let agency = self.caller.agency();
        let committed = self
            .app
            .execute(
                agency,
                self.place.ticket,
                command,
                self.context,
                self.expected,
            )
            .await?;
        Ok(Done::from(committed))
    }
}

impl<T: Order> Desk<T> {
    /// Carries out what was sent, where it says everything that its command needs.
    pub async fn carry_out(mut self) -> Answer<Done>
    where
        T: Clone,
    {
        if T::CONTRACTORS_OWN {
            let assignment = self.place.assignment;
            self.context = self
                .context
                .on_behalf_of(OnBehalfOf::Contractor { assignment });
        }
        let command = self.input.clone().command(&self.place)?;
        self.execute(command).await
    }
}
