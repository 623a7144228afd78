//! Who holds an approver's link, and what does it open?

use crate::json::by_link::{self, not_valid};
use crate::json::desk::opening;
use crate::json::done::Done;
use crate::json::input::{Fresh, Place};
use crate::problem::{Answer, Problem};
use crate::state::App;
use domain::actor::Actor;
use domain::ids::AssignmentId;
use domain::metadata::CommandContext;
use domain::personal::Subject;
use domain::ticket::{Approval, Opening, Ticket, TicketCommand};
use infra::links::ApproverLink;
use uuid::Uuid;

/// Whoever holds an approver's link that is good, and the ticket that it is about.
pub struct Approver {
    pub link: ApproverLink,
    pub ticket: Ticket,
    pub version: u64,
}

impl Approver {
    /// # Errors
    /// 404 for whatever is no link, or none any more.
    pub async fn of(app: &App, token: &str) -> Answer<Self> {
        let link = app.links.resolve_approver(token).await?;
        let link = link.ok_or_else(not_valid)?;
        let loaded = by_link::ticket(app, link.agency, link.ticket).await?;
        if !link.holds(&loaded.ticket, app.clock.now()) {
            return Err(not_valid());
        }
        Ok(Self {
            link,
            ticket: loaded.ticket,
            version: loaded.version,
        })
    }

    /// # Errors
    /// 429 where the link's holder sends more than anybody types.
    pub fn within_budget(&self, app: &App) -> Answer<()> {
        app.within_budget(self.link.approval)
    }

    pub fn opening(&self) -> Answer<&Opening> {
        opening(&self.ticket)
    }

    /// What was asked, and what was said.
    pub fn approval(&self) -> Answer<&Approval> {
        let known = self.ticket.approval(self.link.approval);
        known.ok_or_else(Problem::not_found)
    }

    /// To whom belongs what the approver writes.
    pub fn words(&self) -> Answer<Subject> {
        let person = &self.approval()?.request.approver.person;
        Ok(Subject::words(
            &self.opening()?.text(),
            person.details.subject(),
        ))
    }

    pub fn place(&self, key: Option<&str>) -> Answer<Place> {
        Ok(Place {
            ticket: self.link.ticket,
            words: self.words()?,
            assignment: AssignmentId::new(Uuid::nil()),
            zone: self.opening()?.property.zone,
            fresh: Fresh::new(self.link.approval.uuid(), key),
        })
    }

    /// Two approvers' keys say nothing about each other.
    pub fn context(&self, app: &App, key: Option<&str>, request: Vec<u8>) -> CommandContext {
        let approval = self.link.approval;
        let key = key.map(|key| format!("approver:{approval}:{key}"));
        app.context(Actor::Approver { approval }, key.map(|key| (key, request)))
    }

    pub async fn execute(
        self,
        app: &App,
        command: TicketCommand,
        context: CommandContext,
    ) -> Answer<Done> {
        let ApproverLink { agency, ticket, .. } = self.link;
        let committed = app.execute(agency, ticket, command, context, None).await?;
        Ok(Done::from(committed))
    }
}
