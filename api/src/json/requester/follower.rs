//! Who holds a requester's link, and what does it open?

use crate::json::by_link::{self, not_valid};
use crate::json::desk::opening;
use crate::json::done::Done;
use crate::problem::{Answer, Problem};
use crate::state::App;
use domain::actor::Actor;
use domain::metadata::CommandContext;
use domain::personal::Subject;
use domain::ticket::{Opening, Ticket, TicketCommand};
use infra::links::RequesterLink;

/// Whoever holds a requester's link that is good, and the ticket that it follows.
pub struct Requester {
    pub link: RequesterLink,
    pub ticket: Ticket,
    pub version: u64,
}

impl Requester {
    /// # Errors
    /// 404 for whatever is no link, or none any more.
    pub async fn of(app: &App, token: &str) -> Answer<Self> {
        let link = app.links.resolve_requester(token).await?;
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
        app.within_budget(self.link.ticket)
    }

    pub fn opening(&self) -> Answer<&Opening> {
        opening(&self.ticket)
    }

    /// To whom belongs what the requester writes.
    pub fn words(&self) -> Answer<Subject> {
        Self::words_on(&self.ticket)
    }

    /// The same, on a ticket that they asked for.
    pub fn words_on(ticket: &Ticket) -> Answer<Subject> {
        let opening = crate::json::desk::opening(ticket)?;
        let requester = opening.requester.as_ref().ok_or_else(Problem::not_found)?;
        let person = requester.details.subject();
        Ok(Subject::words(&opening.text(), person))
    }

    /// Two requesters' keys say nothing about each other.
    pub fn context(&self, app: &App, key: Option<&str>, request: Vec<u8>) -> CommandContext {
        let key = key.map(|key| format!("requester:{}:{key}", self.link.ticket));
        app.context(Actor::Requester, key.map(|key| (key, request)))
    }

    pub async fn execute(
        self,
        app: &App,
        command: TicketCommand,
        context: CommandContext,
    ) -> Answer<Done> {
        let RequesterLink { agency, ticket, .. } = self.link;
        let committed = app.execute(agency, ticket, command, context, None).await?;
        Ok(Done::from(committed))
    }
}
