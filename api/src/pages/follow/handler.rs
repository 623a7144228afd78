//! The requester's link: looked at, written by.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::ids::MessageId;
use domain::personal::Personal;
use domain::ticket::{Addressee, TicketCommand};
use domain::value::{MessageText, Subject as SubjectLine};
use infra::directory::Agency;
use uuid::Uuid;

use super::page::page;
use crate::extract::{Path, Query};
use crate::json::requester::Requester;
use crate::pages::answer::{Shown, go, mendable, show};
use crate::pages::field::{Maker, Problems, Typed};
use crate::pages::form::Form;
use crate::pages::link::opened::agency_view;
use crate::pages::link::view::AnswerPage;
use crate::pages::read::Reader;
use crate::pages::say::Say;
use crate::pages::visit::{self, surroundings, unless_gone};
use crate::pages::when::Moments;
use crate::problem::Problem;
use crate::state::App;

#[derive(serde::Deserialize)]
pub struct Asked {
    /// What was just sent.
    done: Option<String>,
}

/// Whoever follows a good link, and where.
pub struct Visit {
    pub requester: Requester,
    pub agency: Agency,
    pub moments: Moments,
}

/// `None` where the link leads nowhere, or nowhere any more.
pub async fn follow(app: &App, headers: &HeaderMap, token: &str) -> Result<Option<Visit>, Problem> {
    let Some(requester) = unless_gone(Requester::of(app, token).await)? else {
        return Ok(None);
    };
    let (agency, opening) = (requester.link.agency, requester.opening()?);
    let (agency, moments) = surroundings(app, headers, agency, opening).await?;
    Ok(Some(Visit {
        requester,
        agency,
        moments,
    }))
}

pub fn gone(headers: &HeaderMap) -> Shown {
    visit::gone(headers, "follow-gone-text")
}

/// `GET /d/{token}`. Changes nothing.
pub async fn look(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    let link = visit.requester.link;
    let events = app.log.stream(link.agency, link.ticket).await;
    let page = page(
        &visit.requester,
        &visit.agency,
        &visit.moments,
        &token,
        asked.done.as_deref(),
        &events.map_err(Problem::from)?,
    )?;
    show(StatusCode::OK, &page)
}

/// `GET /d/{token}/message`: the small form. Changes nothing.
pub async fn ask(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    if visit.requester.ticket.is_closed() {
        return go(&format!("/d/{token}"));
    }
    let mut typed = Typed::default();
    typed.set("key", Uuid::now_v7());
    typed.set("subject", visit.requester.opening()?.subject.to_string());
    show_form(StatusCode::OK, &visit, &token, &typed, &Problems::default())
}

const CHOICE: &str = "message";

/// `POST /d/{token}/message`: a choice and at least one field. Sent twice, it is written once.
pub async fn write(
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
        return show_form(unprocessable, &visit, &token, &typed, &Problems::default());
    }
    visit.requester.within_budget(&app)?;
    let mut reader = Reader::new(visit.moments.t, &typed);
    let read = message(&visit, &mut reader)?;
    let problems = match reader.done(read) {
        Ok(command) => {
            let requester = &visit.requester;
            let context = requester.context(&app, typed.some("key"), typed.fingerprint(CHOICE));
            let (agency, ticket) = (requester.link.agency, requester.link.ticket);
            match app.execute(agency, ticket, command, context, None).await {
                Ok(_) => return go(&format!("/d/{token}?done={CHOICE}")),
                Err(error) => mendable(error.into(), visit.moments.t)?,
            }
        }
        Err(problems) => problems,
    };
    show_form(unprocessable, &visit, &token, &typed, &problems)
}

fn message(visit: &Visit, reader: &mut Reader<'_>) -> Result<Option<TicketCommand>, Problem> {
    let words = visit.requester.words()?;
    let subject = reader.maybe("subject", SubjectLine::parse);
    let text = reader.text("text", MessageText::parse);
    Ok(subject
        .zip(text)
        .map(|(subject, text)| TicketCommand::WriteToAgency {
            message: MessageId::new(Uuid::now_v7()),
            from: Addressee::Requester,
            subject: subject.map(|subject| Personal::new(words.clone(), subject)),
            text: Personal::new(words, text),
        }))
}

fn show_form(
    status: StatusCode,
    visit: &Visit,
    token: &str,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let t = visit.moments.t;
    let make = Maker { t, typed, problems };
    let form = Form {
        title: t.say("link-message"),
        fields: vec![
            make.optional(make.line("subject", "message-subject")),
            make.area("text", "message-text", 6, 10_000),
        ],
        submit: t.say("answer-send"),
        ..small(&make, token, CHOICE)
    };
    framed(status, visit, form)
}

/// What the small forms of a link have in common: where they go to and back, and what they send besides.
pub(super) fn small<'p>(make: &Maker<'p>, token: &str, choice: &str) -> Form<'p> {
    Form {
        action: format!("/d/{token}/{choice}"),
        hidden: vec![
            ("key", make.typed.get("key").to_owned()),
            ("choice", choice.to_owned()),
        ],
        big: true,
        back: format!("/d/{token}"),
        back_label: make.t.say("abandon"),
        ..Form::blank(make.t, make.problems)
    }
}

/// A small form on its page.
pub fn framed(status: StatusCode, visit: &Visit, form: Form<'_>) -> Shown {
    let (t, opening) = (visit.moments.t, visit.requester.opening()?);
    let page = AnswerPage {
        t,
        agency: agency_view(&visit.agency),
        back: t.say("follow-back"),
        number: t.with("follow-number", "number", opening.number),
        subject: opening.subject.to_string(),
        form,
    };
    show(status, &page)
}
