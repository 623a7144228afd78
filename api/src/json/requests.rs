//! How does a client's request come in, and how does the agency decide on it?

use super::actions::TicketPath;
use super::desk::{self, Desk, opening};
use super::done::{Created, Done};
use super::input::{DismissalInput, Fresh, Place, RequestInput, ValidationInput, at, instant};
use super::opening::{Draft, by_reference};
use super::register::Register;
use super::site::Site;
use crate::extract::{Caller, IdempotencyKey, Sent};
use crate::problem::Answer;
use crate::state::App;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::actor::OnBehalfOf;
use domain::ids::{AssignmentId, TicketId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{Channels, Request, Team, TicketCommand};
use domain::value::{Description, Subject as SubjectLine};
use infra::staff::{Right, Scope};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(submit_request))
        .routes(routes!(validate_request))
        .routes(routes!(dismiss_request))
}

/// Submit a client's request.
///
/// On behalf of the client, as the agency's extranet does. It takes the next ticket number and waits for a manager, who
/// is told of it; the client gets a receipt with a personal link. Its files follow as attachments of the ticket.
#[utoipa::path(post, path = "/requests", tag = "requests", request_body = RequestInput, responses(
    (status = 201, body = Done, headers(("Location", description = "The ticket"))),
))]
async fn submit_request(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    Sent {
        value: input,
        request,
    }: Sent<RequestInput>,
) -> Answer<Created> {
    caller.needs(Scope::WriteTickets)?;
    caller.may(&app, Right::OpenTickets, input.module).await?;
    let fresh = Fresh::new(caller.staff.id.uuid(), key.0.as_deref());
    let context = by_reference(
        desk::context(&app, &caller, key, request),
        input.external_reference.as_deref(),
    )?
    .on_behalf_of(OnBehalfOf::Requester);
    let counter = Counter::open(&app, &caller, &input, context.at, fresh).await?;
    let request = Box::new(counter.request().await?);
    let command = TicketCommand::SubmitRequest { request };
    let committed = app
        .execute(
            caller.agency(),
            counter.place.ticket,
            command,
            context,
            None,
        )
        .await?;
    Ok(Created(Done::from(committed)))
}

/// Validate a client's request.
///
/// The ticket keeps its number and what the client wrote; its type follows from what is sent for, and from how many
/// contractors are. The client is told.
#[utoipa::path(post, path = "/tickets/{ticket}/validations", tag = "requests", request_body = ValidationInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn validate_request(desk: Desk<ValidationInput>) -> Answer<Done> {
    let ticket = desk.ticket().await?;
    let asked = opening(&ticket)?;
    let input = desk.input.completing(asked)?;
    let (id, fresh) = (desk.place.ticket, desk.place.fresh.clone());
    let draft = Draft::new(&desk.app, &desk.caller, &input, &desk.context, (id, fresh)).await?;
    let (mut opening, contractor, others) = draft.filled_in().await?;
    if desk.input.watchers.is_none() {
        opening.watchers.clone_from(&asked.watchers);
    }
    let command = TicketCommand::ValidateRequest {
        mission: desk.input.mission,
        opening: Box::new(opening),
        assignment: draft.assignment(),
        contractor,
        others,
    };
    desk.execute(command).await
}

/// Dismiss a client's request.
///
/// With a reason, which the client reads. It cannot be taken up again.
#[utoipa::path(post, path = "/tickets/{ticket}/dismissals", tag = "requests", request_body = DismissalInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn dismiss_request(desk: Desk<DismissalInput>) -> Answer<Done> {
    desk.carry_out().await
}

/// Where a request is taken in: what was sent, and what the directory says about its place.
struct Counter<'a> {
    app: &'a App,
    caller: &'a Caller,
    input: &'a RequestInput,
    site: Site,
    place: Place,
    now: DateTime<Utc>,
}

impl<'a> Counter<'a> {
    async fn open(
        app: &'a App,
        caller: &'a Caller,
        input: &'a RequestInput,
        now: DateTime<Utc>,
        fresh: Fresh,
    ) -> Answer<Self> {
        let site = Site::of(app, caller.agency(), input.property).await?;
        let ticket = TicketId::new(Uuid::now_v7());
        let place = Place {
            ticket,
            words: Subject::ticket(ticket),
            assignment: AssignmentId::new(Uuid::nil()),
            zone: site.agency.zone,
            fresh,
        };
        Ok(Self {
            app,
            caller,
            input,
            site,
            place,
            now,
        })
    }

    async fn request(&self) -> Answer<Request> {
        let (input, place) = (self.input, &self.place);
        let register = Register {
            app: self.app,
            agency: self.caller.agency(),
            place,
        };
        let typed = input.requester.typed();
        let requester = register.person("requester", input.requester.party, typed);
        let requester = at("requester", requester.await)?;
        // Their own words go with them, if they are erased.
        let theirs = Subject::words(&place.words, requester.details.subject());
        let description = at("description", Description::parse(&input.description))?;
        let subject = at("subject", SubjectLine::parse(&input.subject))?;
        let settings = self.site.agency.settings.of(input.module);
        Ok(Request {
            module: input.module,
            property: self.site.property()?,
            requester,
            channels: input
                .requester
                .channels
                .map_or(Channels::EMAIL, Channels::from),
            watcher: WatcherId::new(place.fresh.id("watcher")),
            source: input.source,
            requested_at: match input.requested_at.as_deref() {
                Some(typed) => instant("requested_at", typed)?,
                None => self.now,
            },
            subject: place.personal(subject),
            description: Personal::new(theirs, description),
            clients: self.site.clients(self.app).await?,
            team: self.team(),
            rules: settings.rules.clone(),
            external_reference: input.external_reference.clone(),
            // Last, so that a request that is refused on sight uses no number up.
            number: self.app.tickets.next_number(self.caller.agency()).await?,
        })
    }

    /// Those of the property; where it has no manager yet, whoever hands the request over.
    fn team(&self) -> Team {
        self.site.property.team().unwrap_or(Team {
            manager: self.caller.staff.id,
            assistant: self.site.property.assistant,
            accountant: self.site.property.accountant,
        })
    }
}
