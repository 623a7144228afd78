//! The personal link: looked at, answered, taken into a calendar.

use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::actor::Actor;
use domain::metadata::CommandContext;
use domain::ticket::TicketCommand;
use uuid::Uuid;

use super::answer::{Answer, offered};
use super::asked::{form, presets};
use super::command::command;
use super::opened::{Found, Opened, follow};
use super::view::{AnswerPage, GonePage};
use super::{calendar, gone, order};
use crate::extract::{Path, Query};
use crate::pages::answer::{Shown, go, mendable, show};
use crate::pages::field::{Problems, Typed};
use crate::pages::files::batch::Came;
use crate::pages::files::incoming::Incoming;
use crate::pages::files::senders::of_contractor;
use crate::pages::form::Form;
use crate::pages::read::Reader;
use crate::problem::Problem;
use crate::state::App;
use crate::text::Language;

#[derive(serde::Deserialize)]
pub struct Asked {
    /// What was just answered.
    done: Option<String>,
}

/// `GET /r/{token}`. Changes nothing.
pub async fn look(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Shown {
    let t = Language::accepted(&headers);
    let opened = match follow(&app, t, &token, asked.done.as_deref()).await? {
        Found::Open(opened) => opened,
        Found::Gone(page) | Found::Expired(_, page) => return nothing(&page),
    };
    let events = app
        .log
        .stream(opened.grant.agency, opened.grant.ticket)
        .await
        .map_err(Problem::from)?;
    show(
        StatusCode::OK,
        &order::page(&opened, &token, asked.done.as_deref(), &events)?,
    )
}

fn nothing(page: &GonePage) -> Shown {
    show(StatusCode::GONE, page)
}

/// `GET /r/{token}/{answer}`: the answer's small form. Changes nothing.
pub async fn ask(
    State(app): State<App>,
    Path((token, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> Shown {
    let answer = Answer::from_slug(&slug).ok_or_else(Problem::not_found)?;
    let opened = match follow(&app, Language::accepted(&headers), &token, None).await? {
        Found::Open(opened) => opened,
        Found::Gone(page) | Found::Expired(_, page) => return nothing(&page),
    };
    if !may_answer(&opened, answer)? {
        return go(&format!("/r/{token}"));
    }
    let mut typed = presets(answer, &opened)?;
    typed.set("key", Uuid::now_v7());
    show_form(StatusCode::OK, answer, &opened, &token, &typed.into())
}

/// The step has not gone on meanwhile.
fn may_answer(opened: &Opened, answer: Answer) -> Result<bool, Problem> {
    let always = matches!(answer, Answer::Message | Answer::Read) && !opened.ticket.is_closed();
    Ok(always || offered(&opened.ticket, opened.part()?, opened.moments.now).contains(&answer))
}

/// `POST /r/{token}/{answer}`: a choice and at least one field. Sent twice, it acts once.
pub async fn answer(
    State(app): State<App>,
    Path((token, slug)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Shown {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let answer = Answer::from_slug(&slug).ok_or_else(Problem::not_found)?;
    let t = Language::accepted(&headers);
    let mut opened = match follow(&app, t, &token, Some(&slug)).await? {
        Found::Open(opened) => opened,
        Found::Gone(page) | Found::Expired(_, page) => return nothing(&page),
    };
    let mut form = if answer.takes_files() {
        Incoming::of(request).await?
    } else {
        Typed::from_request(request, &()).await?.into()
    };
    if form.before_files().await?.get("choice") != slug {
        let came = form.into_typed().await?.into();
        return show_form(unprocessable, answer, &opened, &token, &came);
    }
    app.within_budget(opened.grant.assignment)?;
    let received = of_contractor(&app, &opened).receive(form).await?;
    let came = received.settled(t);
    if came.taken > 0 {
        opened = match follow(&app, t, &token, Some(&slug)).await? {
            Found::Open(opened) => opened,
            Found::Gone(page) | Found::Expired(_, page) => return nothing(&page),
        };
    }
    let mut reader = Reader::new(t, &came.typed);
    let read = command(answer, &opened, &mut reader);
    reader.problems.extend(&came.problems);
    let problems = match reader.done(read) {
        Ok(command) => {
            let context = context(&app, &opened, &came.typed, &slug);
            let done = app
                .execute(
                    opened.grant.agency,
                    opened.grant.ticket,
                    command,
                    context,
                    None,
                )
                .await;
            match done {
                Ok(_) => return go(&format!("/r/{token}?done={slug}")),
                Err(error) => mendable(error.into(), opened.t)?,
            }
        }
        Err(problems) => problems,
    };
    let came = came.again(problems);
    show_form(unprocessable, answer, &opened, &token, &came)
}

/// The key belongs to the form that was shown; without one, the answer is still taken.
fn context(app: &App, opened: &Opened, typed: &Typed, slug: &str) -> CommandContext {
    let assignment = opened.grant.assignment;
    let actor = Actor::Contractor { assignment };
    let key = typed.some("key").map(|key| format!("{assignment}:{key}"));
    app.context(actor, key.map(|key| (key, typed.fingerprint(slug))))
}

/// `POST /r/{token}/renew`: another link for one that grew too old, sent only to the details on file.
pub async fn renew(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    typed: Typed,
) -> Shown {
    let t = Language::accepted(&headers);
    let (grant, mut page) = match follow(&app, t, &token, None).await? {
        Found::Open(_) => return go(&format!("/r/{token}")),
        Found::Gone(page) => return nothing(&page),
        Found::Expired(grant, page) => (grant, page),
    };
    if !typed.ticked("renew", "yes") {
        let mut problems = Problems::default();
        problems.tell(&Problem::invalid("renew", "tick_needed"), t);
        page.renew = Some(gone::renew(t, &token, &problems));
        return show(StatusCode::UNPROCESSABLE_ENTITY, &*page);
    }
    let assignment = grant.assignment;
    let actor = Actor::Contractor { assignment };
    let context = app.context(actor, None);
    let command = TicketCommand::RenewLink { assignment };
    let done = app
        .execute(grant.agency, grant.ticket, command, context, None)
        .await;
    done.map_err(Problem::from)?;
    show(StatusCode::OK, &gone::renewed(&page))
}

/// `GET /r/{token}/visit.ics`
pub async fn visit(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Shown {
    let opened = match follow(&app, Language::accepted(&headers), &token, None).await? {
        Found::Open(opened) => opened,
        Found::Gone(page) | Found::Expired(_, page) => return nothing(&page),
    };
    let host = app.web.public_url.split("//").nth(1).unwrap_or("localhost");
    let file = calendar::visit(&opened, host.split(['/', ':']).next().unwrap_or(host))?;
    let named = format!("attachment; filename=\"{}\"", file.file_name);
    let kind = format!("text/calendar; charset=utf-8; method={}", file.method);
    Ok((
        [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_DISPOSITION, named),
        ],
        file.text,
    )
        .into_response())
}

fn show_form(
    status: StatusCode,
    answer: Answer,
    opened: &Opened,
    token: &str,
    came: &Came,
) -> Shown {
    let opening = opened.opening()?;
    let page = AnswerPage {
        t: opened.t,
        agency: opened.agency_view(),
        back: opened.back()?,
        number: opened.number()?,
        subject: opening.subject.to_string(),
        form: Form {
            kept: came.kept(opened.t),
            ..form(answer, opened, token, &came.typed, &came.problems)
        },
    };
    show(status, &page)
}
