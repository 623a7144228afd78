//! The form by which a requester asks for something else about the same place.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::value::{Description, Subject as SubjectLine};
use uuid::Uuid;

use super::handler::{Visit, follow, framed, gone, small};
use crate::extract::Path;
use crate::pages::answer::{Shown, go, mendable};
use crate::pages::field::{Maker, Problems, Typed};
use crate::pages::form::Form;
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
    typed: Typed,
) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    if typed.get("choice") != CHOICE {
        return shown(unprocessable, &visit, &token, &typed, &Problems::default());
    }
    visit.requester.within_budget(&app)?;
    let mut reader = Reader::new(visit.moments.t, &typed);
    let subject = reader.text("subject", SubjectLine::parse);
    let description = reader.text("description", Description::parse);
    let problems = match reader.done(subject.zip(description)) {
        Ok(said) => match submitted(&app, &visit, &typed, said).await {
            Ok(()) => return go(&format!("/d/{token}?done={CHOICE}")),
            Err(problem) => mendable(problem, visit.moments.t)?,
        },
        Err(problems) => problems,
    };
    shown(unprocessable, &visit, &token, &typed, &problems)
}

async fn submitted(
    app: &App,
    visit: &Visit,
    typed: &Typed,
    (subject, description): (SubjectLine, Description),
) -> Result<(), Problem> {
    let requester = &visit.requester;
    let context = requester.context(app, typed.some("key"), typed.fingerprint(CHOICE));
    let (ticket, command) = requester.asks_again(app, subject, description).await?;
    let agency = requester.link.agency;
    app.execute(agency, ticket, command, context, None).await?;
    Ok(())
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
        ],
        submit: t.say("follow-again-send"),
        ..small(&make, token, CHOICE)
    };
    framed(status, visit, form)
}
