//! The form by which a requester asks for something else about the same place.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use domain::ids::TicketId;
use domain::value::{Description, Subject as SubjectLine};
use uuid::Uuid;

use super::handler::{Visit, follow, framed, gone, small};
use crate::extract::Path;
use crate::pages::answer::{Shown, go, mendable, show};
use crate::pages::field::{Maker, Problems, Typed};
use crate::pages::files::batch::ANY;
use crate::pages::files::incoming::Incoming;
use crate::pages::files::senders::of_requester_on;
use crate::pages::form::Form;
use crate::pages::link::opened::agency_view;
use crate::pages::link::view::GonePage;
use crate::pages::opening::handler::unopened;
use crate::pages::read::Reader;
use crate::pages::say::Say;
use crate::problem::Problem;
use crate::state::App;

const CHOICE: &str = "request";

/// `GET /d/{token}/request`. Changes nothing.
pub async fn form(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    let mut typed = Typed::default();
    typed.set("key", Uuid::now_v7());
    shown(StatusCode::OK, &visit, &token, &typed, &Problems::default())
}

/// `POST /d/{token}/request`: a choice and its fields. Sent twice, it is one request.
pub async fn submit(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    let t = visit.moments.t;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let mut form = Incoming::of(request).await?;
    let typed = form.before_files().await?;
    if typed.get("choice") != CHOICE {
        let (typed, problems) = unopened(t, form, Problems::default()).await?;
        return shown(unprocessable, &visit, &token, &typed, &problems);
    }
    visit.requester.within_budget(&app)?;
    let mut reader = Reader::new(t, typed);
    let subject = reader.text("subject", SubjectLine::parse);
    let description = reader.text("description", Description::parse);
    let problems = match reader.done(subject.zip(description)) {
        Ok(said) => match submitted(&app, &visit, typed, said).await {
            Ok(ticket) => return with_files(&app, &visit, &token, ticket, form).await,
            Err(problem) => mendable(problem, t)?,
        },
        Err(problems) => problems,
    };
    let (typed, problems) = unopened(t, form, problems).await?;
    shown(unprocessable, &visit, &token, &typed, &problems)
}

async fn submitted(
    app: &App,
    visit: &Visit,
    typed: &Typed,
    (subject, description): (SubjectLine, Description),
) -> Result<TicketId, Problem> {
    let requester = &visit.requester;
    let context = requester.context(app, typed.some("key"), typed.fingerprint(CHOICE));
    let (ticket, command) = requester.asks_again(app, subject, description).await?;
    let agency = requester.link.agency;
    let committed = app.execute(agency, ticket, command, context, None).await?;
    Ok(committed.ticket)
}

/// The photos of the request that was just made. What is refused of them can be sent by its own link.
async fn with_files(
    app: &App,
    visit: &Visit,
    token: &str,
    ticket: TicketId,
    form: Incoming,
) -> Shown {
    let (t, agency) = (visit.moments.t, visit.requester.link.agency);
    if form.brings_files() {
        let loaded = app.tickets.load(agency, ticket).await;
        let loaded = loaded.map_err(Problem::fault)?;
        let made = loaded.ok_or_else(Problem::not_found)?.ticket;
        let batch = of_requester_on(app, visit, ticket, &made)?;
        let came = batch.receive(form).await?.settled(t);
        if let Some(refused) = came.problems.of(ANY) {
            let page = GonePage {
                t,
                agency: agency_view(&visit.agency),
                title: t.say("follow-done-request"),
                text: format!("{} {refused}", came.kept(t)),
                renew: None,
            };
            return show(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    }
    go(&format!("/d/{token}?done={CHOICE}"))
}

fn shown(
    status: StatusCode,
    visit: &Visit,
    token: &str,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let t = visit.moments.t;
    let make = Maker { t, typed, problems };
    let form = Form {
        title: t.say("follow-again"),
        lead: t.say("follow-again-lead"),
        fields: vec![
            make.line("subject", "follow-again-subject"),
            make.area("description", "follow-again-description", 6, 10_000),
            make.optional(make.files(ANY, "field-photos")),
        ],
        submit: t.say("follow-again-send"),
        ..small(&make, token, CHOICE)
    };
    framed(status, visit, form)
}
