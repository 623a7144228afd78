//! The page that makes a ticket of a client's request: the one that opens a ticket, with what the client said filled in.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use domain::ids::TicketId;
use domain::ticket::{Opening, Ticket};
use uuid::Uuid;

use super::catalogue::Catalogue;
use super::handler::{Asked, allowed, another, only_looks, presets, unopened};
use super::order::{self, Desk};
use super::shown::{Around, page};
use super::view::AskedView;
use crate::extract::{Path, Query};
use crate::pages::answer::{Shown, go, mendable, show, ticket_id};
use crate::pages::field::{Problems, Typed};
use crate::pages::files::incoming::Incoming;
use crate::pages::files::send::take_with_opening;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::prefill::fill_person;
use crate::pages::when::Moments;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;

/// A request that waits for this visitor's decision.
struct Pending {
    id: TicketId,
    ticket: Ticket,
}

impl Pending {
    async fn of(app: &App, visitor: &Visitor, id: &str) -> Result<Self, Problem> {
        let id = ticket_id(id)?;
        let loaded = app.tickets.load(visitor.agency_id(), id).await;
        let loaded = loaded.map_err(Problem::fault)?;
        let ticket = loaded.ok_or_else(Problem::not_found)?.ticket;
        let pending = Self { id, ticket };
        allowed(visitor, pending.asked()?.module)?;
        Ok(pending)
    }

    fn asked(&self) -> Result<&Opening, Problem> {
        self.ticket
            .opening
            .as_deref()
            .ok_or_else(Problem::not_found)
    }

    /// The request's own activity, whatever the form says.
    fn place_in(&self, typed: &mut Typed) -> Result<(), Problem> {
        typed.set("module", people::module_code(self.asked()?.module));
        Ok(())
    }

    fn place(&self) -> String {
        format!("/tickets/{}", self.id)
    }
}

/// `GET /tickets/{id}/validate`
pub async fn form(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Shown {
    let pending = Pending::of(&app, &visitor, &id).await?;
    if !pending.ticket.is_pending() {
        return go(&pending.place());
    }
    let typed = filled_in(&app, &visitor, pending.asked()?);
    let none = Problems::default();
    shown(&app, &visitor, &pending, StatusCode::OK, &typed, &none).await
}

/// `POST /tickets/{id}/validate`: opens the ticket, or answers a search with everything typed still there.
pub async fn validate(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Shown {
    let pending = Pending::of(&app, &visitor, &id).await?;
    let mut form = Incoming::of(request).await?;
    let mut typed = form.before_files().await?.clone();
    pending.place_in(&mut typed)?;
    let (status, problems) = if only_looks(&asked, &typed) {
        (StatusCode::OK, Problems::default())
    } else {
        match validated(&app, &visitor, &pending, &typed).await? {
            Ok(()) => return take_with_opening(&app, &visitor, pending.id, form).await,
            Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        }
    };
    let (mut typed, problems) = unopened(visitor.t, form, problems).await?;
    pending.place_in(&mut typed)?;
    another(&mut typed);
    shown(&app, &visitor, &pending, status, &typed, &problems).await
}

async fn validated(
    app: &App,
    visitor: &Visitor,
    pending: &Pending,
    typed: &Typed,
) -> Result<Result<(), Problems>, Problem> {
    let agency = visitor.agency_id();
    let catalogue = Catalogue::find(app, agency, typed).await?;
    let desk = Desk {
        t: visitor.t,
        agency: &visitor.agency,
        creator: visitor.me.id,
        landlord: catalogue.landlord(app, agency, typed).await?,
        clients: catalogue.clients(app, agency, typed).await?,
        catalogue: &catalogue,
        ticket: pending.id,
        asked: Some(pending.asked()?),
        fresh: Uuid::now_v7(),
    };
    let order = match order::read(&desk, typed) {
        Ok(order) => order,
        Err(problems) => return Ok(Err(problems)),
    };
    let context = visitor.keyed(app, typed, "validate");
    let done = app
        .execute(agency, pending.id, order.validating(), context, None)
        .await;
    match done {
        Ok(_) => Ok(Ok(())),
        Err(error) => mendable(error.into(), visitor.t).map(Err),
    }
}

/// What the client said, and the agency's defaults.
fn filled_in(app: &App, visitor: &Visitor, asked: &Opening) -> Typed {
    let mut typed = presets(app, visitor, asked.module);
    typed.set("property", asked.property.id.to_string());
    typed.set("subject", asked.subject.to_string());
    typed.set("description", asked.description.to_string());
    for (n, watcher) in asked.watchers.iter().enumerate().take(order::WATCHERS) {
        let prefix = format!("watchers[{n}].");
        fill_person(
            &mut typed,
            &prefix,
            &watcher.person.details,
            watcher.channels,
        );
    }
    typed
}

async fn shown(
    app: &App,
    visitor: &Visitor,
    pending: &Pending,
    status: StatusCode,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let mut catalogue = Catalogue::find(app, visitor.agency_id(), typed)
        .await
        .map_err(Problem::from)?;
    catalogue.open.retain(|row| row.ticket != pending.id);
    let asked = pending.asked()?;
    let moments = Moments {
        zone: asked.property.zone,
        ..visitor.moments(app)
    };
    let around = Around {
        t: visitor.t,
        frame: visitor.frame(""),
        asked: Some(asked_view(pending, asked, &moments)),
    };
    show(status, &page(around, &catalogue, typed, problems))
}

fn asked_view(pending: &Pending, asked: &Opening, moments: &Moments) -> AskedView {
    let requester = asked.requester.as_ref().map(|person| &person.details);
    let original = asked.original_description.as_ref();
    AskedView {
        href: pending.place(),
        number: asked.number.to_string(),
        who: requester.map(people::name).unwrap_or_default().to_owned(),
        email: requester.map(people::email).unwrap_or_default().to_owned(),
        phone: requester.map(people::phone).unwrap_or_default(),
        on: moments.at(asked.requested_at),
        original: original.map(ToString::to_string).unwrap_or_default(),
        dismiss: moments.t.say("do-dismiss"),
    }
}
