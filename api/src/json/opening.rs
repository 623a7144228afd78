//! How is a service order opened?

use super::desk;
use super::done::{Created, Done};
use super::input::{Fresh, OpeningInput, Place, at, instant};
use super::register::Register;
use super::site::Site;
use crate::extract::{Caller, IdempotencyKey, Sent};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::extract::State;
use domain::ids::{AssignmentId, TicketId};
use domain::metadata::CommandContext;
use domain::personal::Personal;
use domain::ticket::{
    EngagedContractor, Engagement, Module, Opening, Person, Refusal, Team, TicketCommand,
    TicketType,
};
use domain::value::{Description, ShortText, Subject, TextError};
use infra::staff::{Right, Scope};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(open_ticket))
}

/// Open a service order.
///
/// The contractors are engaged and told at once, unless silent mode is on from the start. The type follows from how
/// many there are: `ODS` for one, `ODSM` for several.
#[utoipa::path(post, path = "/tickets", tag = "tickets", request_body = OpeningInput, responses(
    (status = 201, body = Done, headers(("Location", description = "The ticket"))),
))]
async fn open_ticket(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    Sent {
        value: input,
        request,
    }: Sent<OpeningInput>,
) -> Answer<Created> {
    caller.needs(Scope::WriteTickets)?;
    caller.may(&app, Right::OpenTickets, input.module).await?;
    let fresh = Fresh::new(caller.staff.id.uuid(), key.0.as_deref());
    let context = by_reference(
        desk::context(&app, &caller, key, request),
        input.external_reference.as_deref(),
    )?;
    let ticket = TicketId::new(Uuid::now_v7());
    let draft = Draft::new(&app, &caller, &input, &context, (ticket, fresh)).await?;
    let command = draft.command().await?;
    let committed = app
        .execute(caller.agency(), ticket, command, context, None)
        .await?;
    Ok(Created(Done::from(committed)))
}

/// In characters. It is looked up by an index, which takes some 2 700 bytes.
const LONGEST_REFERENCE: usize = 200;

/// The other system's key counts before the request's: it names the ticket, whatever else is said of it.
pub(super) fn by_reference(
    context: CommandContext,
    reference: Option<&str>,
) -> Answer<CommandContext> {
    let Some(reference) = reference else {
        return Ok(context);
    };
    let checked = at("external_reference", ShortText::parse(reference))?;
    let actual = checked.as_str().chars().count();
    if actual > LONGEST_REFERENCE {
        let max = LONGEST_REFERENCE;
        return at(
            "external_reference",
            Err(TextError::TooLong { max, actual }),
        );
    }
    let key = format!("external:{}", checked.as_str());
    Ok(context.with_request(key.clone()).with_key(key))
}

/// A ticket about to be opened, with what the directory says about its place.
pub(super) struct Draft<'a> {
    app: &'a App,
    caller: &'a Caller,
    input: &'a OpeningInput,
    context: &'a CommandContext,
    site: Site,
    place: Place,
}

impl<'a> Draft<'a> {
    pub(super) async fn new(
        app: &'a App,
        caller: &'a Caller,
        input: &'a OpeningInput,
        context: &'a CommandContext,
        (ticket, fresh): (TicketId, Fresh),
    ) -> Answer<Self> {
        let site = Site::of(app, caller.agency(), input.property).await?;
        let place = Place {
            ticket,
            words: domain::personal::Subject::ticket(ticket),
            assignment: AssignmentId::new(fresh.id("assignment")),
            zone: site.agency.zone,
            fresh,
        };
        Ok(Self {
            app,
            caller,
            input,
            context,
            site,
            place,
        })
    }

    async fn command(&self) -> Answer<TicketCommand> {
        let (mut opening, contractor, others) = self.filled_in().await?;
        // Last, so that a request that is refused on sight uses no number up.
        opening.number = self.app.tickets.next_number(self.caller.agency()).await?;
        Ok(TicketCommand::OpenTicket {
            mission: self.input.mission,
            opening: Box::new(opening),
            assignment: self.assignment(),
            contractor,
            others,
        })
    }

    pub(super) fn assignment(&self) -> AssignmentId {
        self.place.assignment
    }

    /// All but the number.
    pub(super) async fn filled_in(&self) -> Answer<(Opening, EngagedContractor, Vec<Engagement>)> {
        let first = &self.input.contractor;
        let contractor = self.register().contractor("contractor", first).await;
        let contractor = at("contractor", contractor)?;
        let others = self.others().await?;
        Ok((self.opening().await?, contractor, others))
    }

    async fn others(&self) -> Answer<Vec<Engagement>> {
        let mut others = Vec::with_capacity(self.input.other_contractors.len());
        for (nth, input) in self.input.other_contractors.iter().enumerate() {
            let role = format!("other_contractors[{nth}]");
            let contractor = at(&role, self.register().contractor(&role, input).await)?;
            let assignment = AssignmentId::new(self.place.fresh.id(&format!("{role}.assignment")));
            others.push(Engagement {
                assignment,
                contractor,
            });
        }
        Ok(others)
    }

    fn register(&self) -> Register<'_> {
        Register {
            app: self.app,
            agency: self.caller.agency(),
            place: &self.place,
        }
    }

    async fn opening(&self) -> Answer<Opening> {
        let (input, settings) = (self.input, self.site.agency.settings.of(self.input.module));
        let typed = input
            .description
            .as_deref()
            .unwrap_or(&settings.default_description);
        let policy = input.reminder_policy.as_ref();
        Ok(Opening {
            // The decision makes it one of several.
            ticket_type: TicketType::ServiceOrder,
            module: input.module,
            property: self.site.property()?,
            silent: input.silent,
            requester: self.requester().await?,
            source: input.source,
            requested_at: match input.requested_at.as_deref() {
                Some(typed) => instant("requested_at", typed)?,
                None => self.context.at,
            },
            subject: self
                .place
                .personal(at("subject", Subject::parse(&input.subject))?),
            description: self
                .place
                .personal(at("description", Description::parse(typed))?),
            original_description: self.original()?,
            landlord: self.landlord().await?,
            clients: self.site.clients(self.app).await?,
            ask_presence: input.ask_presence,
            site_contact: match &input.site_contact {
                Some(contact) => Some(at(
                    "site_contact",
                    self.register().site_contact(contact).await,
                )?),
                None => None,
            },
            watchers: self.register().watchers(&input.watchers).await?,
            reminder_policy: match policy {
                Some(policy) => at("reminder_policy", policy.policy())?,
                None => settings.reminders,
            },
            team: self.team(),
            creator: self.caller.staff.id,
            rules: settings.rules.clone(),
            external_reference: input.external_reference.clone(),
            number: 0,
        })
    }

    async fn requester(&self) -> Answer<Option<Person>> {
        let Some(requester) = &self.input.requester else {
            return Ok(None);
        };
        let person = self
            .register()
            .person("requester", requester.party, requester.typed())
            .await;
        at("requester", person).map(Some)
    }

    fn original(&self) -> Answer<Option<Personal<Description>>> {
        let typed = self.input.original_description.as_deref();
        let parsed = typed
            .map(|typed| at("original_description", Description::parse(typed)))
            .transpose()?;
        Ok(parsed.map(|text| self.place.personal(text)))
    }

    async fn landlord(&self) -> Answer<Option<Person>> {
        if !self.input.name_landlord {
            return Ok(None);
        }
        match self.input.module {
            Module::Syndic => Err(Refusal::LandlordOutsideGerance.into()),
            Module::Gerance => {
                let unknown = || Problem::invalid("name_landlord", "not_in_the_directory");
                let id = self.site.property.landlord.ok_or_else(unknown)?;
                let party = self
                    .app
                    .directory
                    .party(self.caller.agency(), id)
                    .await?
                    .ok_or_else(unknown)?;
                Ok(Some(party.for_ticket()))
            }
        }
    }

    /// Those of the property; where it has no manager yet, whoever opens the ticket.
    fn team(&self) -> Team {
        let (assistant, accountant) = (self.site.property.assistant, self.site.property.accountant);
        self.site.property.team().unwrap_or(Team {
            manager: self.caller.staff.id,
            assistant,
            accountant,
        })
    }
}
