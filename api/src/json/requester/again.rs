//! How does a requester ask for something else? About the same place, by the link of what was asked before.

use super::Requester;
use crate::problem::{Answer, Problem};
use crate::state::App;
use domain::ids::{TicketId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Channels, Request, Source, TicketCommand};
use domain::value::{Description, Subject as SubjectLine};
use uuid::Uuid;

impl Requester {
    /// A ticket of its own, which the requester's manager is told of. Where and who is taken from what was asked before.
    ///
    /// # Errors
    /// 429 where the link has asked too often: each is a ticket that somebody must look at.
    pub async fn asks_again(
        &self,
        app: &App,
        subject: SubjectLine,
        description: Description,
    ) -> Answer<(TicketId, TicketCommand)> {
        let spent = app
            .budgets
            .spend_on_a_request(self.link.ticket, app.clock.now());
        spent.map_err(Problem::too_many)?;
        let (before, agency) = (self.opening()?, self.link.agency);
        let requester = before.requester.clone().ok_or_else(Problem::not_found)?;
        let known = app.directory.agency(agency).await?;
        let known = known.ok_or_else(Problem::not_found)?;
        let property = app.directory.property(agency, before.property.id).await?;
        let team = property.as_ref().and_then(|property| property.team());
        let ticket = TicketId::new(Uuid::now_v7());
        let text = Subject::ticket(ticket);
        let theirs = Subject::words(&text, requester.details.subject());
        let request = Box::new(Request {
            number: app.tickets.next_number(agency).await?,
            module: before.module,
            property: before.property.clone(),
            channels: self.channels(),
            requester,
            watcher: WatcherId::new(Uuid::now_v7()),
            source: Source::Extranet,
            requested_at: app.clock.now(),
            subject: Personal::new(text, subject),
            description: Personal::new(theirs, description),
            clients: match &property {
                Some(property) => app.directory.clients(agency, property).await?,
                None => before.clients.clone(),
            },
            team: team.unwrap_or(before.team),
            rules: known.settings.of(before.module).rules.clone(),
            external_reference: None,
        });
        Ok((ticket, TicketCommand::SubmitRequest { request }))
    }

    /// As for what was asked before; by e-mail, where somebody else wrote that down.
    fn channels(&self) -> Channels {
        let before = self.ticket.request.as_ref();
        before.map_or(Channels::EMAIL, |request| request.channels)
    }
}
