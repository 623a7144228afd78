//! Where is a contractor's answer handled? At a bench: the link's holder, the ticket as it is, and what was sent.

use crate::extract::{IdempotencyKey, IfMatch, Path, Sent};
use crate::json::by_link::{self, not_valid};
use crate::json::desk::opening;
use crate::json::done::Done;
use crate::json::input::{Fresh, Order, Place};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::RequestExt;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::metadata::CommandContext;
use domain::personal::Subject;
use domain::ticket::{Assignment, Opening, Ticket};
use infra::links::LinkGrant;
use serde::de::DeserializeOwned;

/// Whoever holds a link that is good, and what it opens.
pub struct Holder {
    pub grant: LinkGrant,
    pub ticket: Ticket,
    pub version: u64,
}

impl Holder {
    /// # Errors
    /// 404 for whatever is no link, or none any more. One that only grew too old says so: it can be renewed.
    pub async fn of(app: &App, token: &str) -> Answer<Self> {
        let holder = Self::even_worthless(app, token).await?;
        holder.is_good(app)?;
        Ok(holder)
    }

    /// Of every link that was ever given out.
    pub async fn even_worthless(app: &App, token: &str) -> Answer<Self> {
        let grant = app.links.resolve(token).await?.ok_or_else(not_valid)?;
        let loaded = by_link::ticket(app, grant.agency, grant.ticket).await?;
        Ok(Self {
            grant,
            ticket: loaded.ticket,
            version: loaded.version,
        })
    }

    fn is_good(&self, app: &App) -> Answer<()> {
        self.was_good()?;
        if self.grant.holds(&self.ticket, app.clock.now()) {
            Ok(())
        } else {
            Err(Problem::new(StatusCode::NOT_FOUND, "link_expired"))
        }
    }

    /// # Errors
    /// 404 for one that something else than its age makes worthless.
    pub fn was_good(&self) -> Answer<()> {
        if self.grant.holds(&self.ticket, self.grant.issued_at) {
            Ok(())
        } else {
            Err(not_valid())
        }
    }

    /// The first answer to what was said under the same key before the link became worthless: whoever declines closes
    /// the link with it, and may not have heard.
    pub async fn said_before(
        &self,
        app: &App,
        context: &CommandContext,
        worthless: Problem,
    ) -> Answer<Done> {
        let first = app.tickets.answered(self.grant.agency, context).await?;
        first.map(Done::from).ok_or(worthless)
    }

    /// # Errors
    /// 429 where the link's holder sends more than anybody types.
    pub fn within_budget(&self, app: &App) -> Answer<()> {
        app.within_budget(self.grant.assignment)
    }

    /// Nothing was to be done.
    pub fn as_it_is(&self) -> Done {
        Done {
            ticket: self.grant.ticket.uuid(),
            version: self.version,
            repeated: false,
        }
    }

    pub fn opening(&self) -> Answer<&Opening> {
        opening(&self.ticket)
    }

    pub fn assignment(&self) -> Answer<&Assignment> {
        self.ticket
            .assignment(self.grant.assignment)
            .ok_or_else(Problem::not_found)
    }

    /// To whom belongs what the link's holder writes.
    pub fn words(&self) -> Answer<Subject> {
        Ok(self.opening()?.words_of(&self.assignment()?.contractor))
    }

    fn place(&self, key: &IdempotencyKey) -> Answer<Place> {
        Ok(Place {
            ticket: self.grant.ticket,
            words: self.words()?,
            assignment: self.grant.assignment,
            zone: self.opening()?.property.zone,
            fresh: Fresh::new(self.grant.assignment.uuid(), key.0.as_deref()),
        })
    }

    pub fn context(&self, app: &App, key: IdempotencyKey, request: Vec<u8>) -> CommandContext {
        let assignment = self.grant.assignment;
        let actor = Actor::Contractor { assignment };
        let key = key.0.map(|key| format!("{assignment}:{key}"));
        app.context(actor, key.map(|key| (key, request)))
    }
}

/// A contractor's answer, ready to be carried out.
pub struct Bench<T> {
    app: App,
    holder: Holder,
    place: Place,
    input: T,
    context: CommandContext,
    expected: Option<u64>,
    /// Whether the link is still good. If it is not, only what was said by it before is answered again.
    good: Answer<()>,
}

impl<T: DeserializeOwned + Send> FromRequest<App> for Bench<T> {
    type Rejection = Problem;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Problem> {
        let Path(token): Path<String> = request.extract_parts().await?;
        let IfMatch(expected) = request.extract_parts().await?;
        let key: IdempotencyKey = request.extract_parts().await?;
        let holder = Holder::even_worthless(app, &token).await?;
        holder.within_budget(app)?;
        let good = holder.is_good(app);
        if key.0.is_none() {
            good.clone()?;
        }
        let Sent {
            value: input,
            request,
        } = Sent::from_request(request, app).await?;
        let place = holder.place(&key)?;
        let context = holder.context(app, key, request);
        Ok(Self {
            app: app.clone(),
            holder,
            place,
            input,
            context,
            expected,
            good,
        })
    }
}

impl<T> Bench<T> {
    /// Whether the agency keeps receipts of orders that were read.
    pub async fn records_receipts(&self) -> Answer<bool> {
        let module = self.holder.opening()?.module;
        let agency = self.app.directory.agency(self.holder.grant.agency).await?;
        Ok(agency.is_some_and(|agency| agency.settings.of(module).record_read_receipts))
    }

    pub fn as_it_is(&self) -> Answer<Done> {
        self.good.clone()?;
        Ok(self.holder.as_it_is())
    }
}

impl<T: Order> Bench<T> {
    pub async fn carry_out(self) -> Answer<Done> {
        let LinkGrant { agency, ticket, .. } = self.holder.grant;
        if let Err(worthless) = self.good {
            return self
                .holder
                .said_before(&self.app, &self.context, worthless)
                .await;
        }
        let command = self.input.command(&self.place)?;
        let committed = self
            .app
            .execute(agency, ticket, command, self.context, self.expected)
            .await?;
        Ok(Done::from(committed))
    }
}
