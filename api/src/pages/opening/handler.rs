//! The page that opens a service order: shown, searched in, sent.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use domain::ids::TicketId;
use domain::ticket::Module;
use infra::staff::{Right, may};
use uuid::Uuid;

use super::catalogue::{Catalogue, module};
use super::order::{self, Desk};
use super::shown::{Around, page};
use crate::extract::Query;
use crate::pages::answer::{Shown, mendable, show};
use crate::pages::field::{Problems, Typed};
use crate::pages::files::batch::ANY;
use crate::pages::files::incoming::Incoming;
use crate::pages::files::send::take_with_opening;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::prefill::fill_policy;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;
use crate::text::Language;

#[derive(serde::Deserialize)]
pub struct Asked {
    /// Only a search was asked for; nothing is opened.
    pub look: Option<String>,
}

/// `GET /tickets/new`
pub async fn form(State(app): State<App>, visitor: Visitor) -> Shown {
    allowed(&visitor, Module::Syndic)?;
    let typed = presets(&app, &visitor, Module::Syndic);
    shown(&app, &visitor, StatusCode::OK, &typed, &Problems::default()).await
}

/// `POST /tickets/new`: opens the order, or answers a search with everything typed still there.
pub async fn open(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    request: Request,
) -> Shown {
    let mut form = Incoming::of(request).await?;
    let typed = form.before_files().await?;
    allowed(&visitor, module(typed))?;
    if only_looks(&asked, typed) {
        let (mut typed, problems) = unopened(visitor.t, form, Problems::default()).await?;
        another(&mut typed);
        return shown(&app, &visitor, StatusCode::OK, &typed, &problems).await;
    }
    match opened(&app, &visitor, typed).await? {
        Ok(ticket) => take_with_opening(&app, &visitor, ticket, form).await,
        Err(problems) => {
            let (typed, problems) = unopened(visitor.t, form, problems).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            shown(&app, &visitor, status, &typed, &problems).await
        }
    }
}

/// A button that searches was pressed, and nothing is opened.
pub(super) fn only_looks(asked: &Asked, typed: &Typed) -> bool {
    asked.look.is_some() || typed.has("look")
}

/// What was typed and what is wrong. Files wait until there is a ticket, so that they have to be chosen again.
pub async fn unopened(
    t: Language,
    form: Incoming,
    mut problems: Problems,
) -> Result<(Typed, Problems), Problem> {
    let brought = form.brings_files();
    let typed = form.into_typed().await?;
    // A button that only searches sends their names.
    if brought || typed.some(ANY).is_some() {
        problems.add(ANY, t.say("files-again"));
    }
    Ok((typed, problems))
}

/// The ticket, or what is wrong with what was typed.
async fn opened(
    app: &App,
    visitor: &Visitor,
    typed: &Typed,
) -> Result<Result<TicketId, Problems>, Problem> {
    let agency = visitor.agency_id();
    let catalogue = Catalogue::find(app, agency, typed).await?;
    let fresh = Uuid::now_v7();
    let desk = Desk {
        t: visitor.t,
        agency: &visitor.agency,
        creator: visitor.me.id,
        landlord: catalogue.landlord(app, agency, typed).await?,
        clients: catalogue.clients(app, agency, typed).await?,
        catalogue: &catalogue,
        asked: None,
        ticket: TicketId::new(fresh),
        fresh,
    };
    let order = match order::read(&desk, typed) {
        Ok(order) => order,
        Err(problems) => return Ok(Err(problems)),
    };
    let command = order.numbered(app.tickets.next_number(agency).await?);
    let context = visitor.keyed(app, typed, "open");
    match app
        .execute(agency, desk.ticket, command, context, None)
        .await
    {
        Ok(committed) => Ok(Ok(committed.ticket)),
        Err(error) => mendable(error.into(), visitor.t).map(Err),
    }
}

pub(super) fn allowed(visitor: &Visitor, module: Module) -> Result<(), Problem> {
    let assistants = visitor.agency.settings.of(module).assistants;
    may(&visitor.me, Right::OpenTickets, assistants)
        .then_some(())
        .ok_or_else(|| Problem::forbidden("not_allowed"))
}

/// What the form holds before anybody types: now, by phone, the agency's defaults.
pub fn presets(app: &App, visitor: &Visitor, module: Module) -> Typed {
    let mut typed = Typed::default();
    let moments = visitor.moments(app);
    let settings = visitor.agency.settings.of(module);
    let presets = [
        ("key", Uuid::now_v7().to_string()),
        ("module", people::module_code(module).to_owned()),
        ("mission", "service_order".to_owned()),
        ("source", "phone".to_owned()),
        ("requested_on", moments.date_value(moments.now)),
        ("requested_at", moments.time_value(moments.now)),
        ("description", settings.default_description.clone()),
        ("contractor.channels", "email".to_owned()),
        ("to", "contractors".to_owned()),
    ];
    for (name, value) in presets {
        typed.set(name, value);
    }
    fill_policy(&mut typed, &settings.reminders);
    typed
}

/// One more contractor is asked about, where that button was pressed.
pub(super) fn another(typed: &mut Typed) {
    if typed.get("look") != "another" {
        return;
    }
    let n = order::others_asked(typed);
    typed.set("others", (n + 1).to_string());
    typed.set(&format!("{}.channels", order::other(n)), "email");
}

async fn shown(
    app: &App,
    visitor: &Visitor,
    status: StatusCode,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let catalogue = Catalogue::find(app, visitor.agency_id(), typed)
        .await
        .map_err(Problem::from)?;
    let around = Around {
        t: visitor.t,
        frame: visitor.frame("new"),
        asked: None,
    };
    show(status, &page(around, &catalogue, typed, problems))
}
