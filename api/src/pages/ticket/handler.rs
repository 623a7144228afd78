//! A ticket's page, and the forms for everything that can be done on it.

use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use domain::actor::OnBehalfOf;
use domain::metadata::CommandContext;
use domain::ticket::{Action, Addressee, Audience, TicketCommand};
use infra::follower::Parking;
use infra::staff::may;
use infra::tickets::Committed;
use uuid::Uuid;

use super::act::Act;
use super::bench::Bench;
use super::command::command;
use super::desk::Desk;
use super::form::action_form;
use super::page::page;
use super::prefill::prefill;
use super::sendings::sendings;
use super::view::ActionPage;
use crate::extract::{Path, Query};
use crate::pages::answer::{Shown, go, mendable, show, ticket_id};
use crate::pages::field::Typed;
use crate::pages::files::batch::Came;
use crate::pages::files::incoming::Incoming;
use crate::pages::files::senders::of_agency;
use crate::pages::form::Form;
use crate::pages::frame::{Notice, Tone};
use crate::pages::people;
use crate::pages::read::Reader;
use crate::pages::say::Say;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;

#[derive(serde::Deserialize)]
pub struct Asked {
    /// Only one party's exchanges.
    only: Option<String>,
    /// What was just done.
    done: Option<String>,
}

/// `GET /tickets/{id}`
pub async fn look(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Shown {
    let id = ticket_id(&id)?;
    let (bench, events) = Bench::look(&app, &visitor, id).await?;
    let desk = bench.desk(&visitor, None)?;
    let sendings = sendings(&app, &desk, &events).await?;
    let parking = Parking::new(app.database.clone());
    let parked = parking
        .of_ticket(visitor.agency_id(), id)
        .await
        .map_err(Problem::fault)?;
    let only = asked.only.and_then(|code| only(&desk, &code));
    let mut frame = visitor.frame("");
    frame.notice = asked.done.map(|done| notice(&desk, &done));
    show(
        StatusCode::OK,
        &page(&desk, frame, &events, &sendings, only.as_ref(), &parked),
    )
}

fn only(desk: &Desk<'_>, code: &str) -> Option<Addressee> {
    let mut known = people::addressees(desk.ticket, desk.opening).into_iter();
    known
        .find(|(to, _, _)| people::addressee_code(to) == code)
        .map(|(to, _, _)| to)
}

fn notice(desk: &Desk<'_>, done: &str) -> Notice {
    let text = match done {
        "opened" => desk.t.with("opening-done", "number", desk.opening.number),
        "again" => desk.t.say("saved-repeated"),
        _ => desk.t.say("saved"),
    };
    Notice {
        tone: Tone::Done,
        text,
    }
}

#[derive(serde::Deserialize)]
pub struct Of {
    /// Whose part it is about, where there are several.
    assignment: Option<String>,
    /// To whom a message goes.
    to: Option<String>,
}

/// `GET /tickets/{id}/{act}`: what it asks, and who will receive what.
pub async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
    Query(of): Query<Of>,
) -> Shown {
    let (act, bench) = at_work(&app, &visitor, &id, &slug).await?;
    let part = of.assignment.and_then(|id| id.parse().ok());
    let desk = bench.desk(&visitor, part)?;
    let mut typed = prefill(act, &desk);
    if let Some(to) = of.to.filter(|_| act == Act::Message) {
        typed.set("to", to);
    }
    typed.set("key", Uuid::now_v7());
    let context = context(&app, &visitor, act, &desk);
    show_form(
        StatusCode::OK,
        act,
        &desk,
        &visitor,
        &typed.into(),
        &context,
    )
}

/// `POST /tickets/{id}/{act}`
pub async fn carry_out(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
    request: Request,
) -> Shown {
    let (act, mut bench) = at_work(&app, &visitor, &id, &slug).await?;
    let came = came(&app, &visitor, act, &bench, request).await?;
    if came.taken > 0 {
        bench = at_work(&app, &visitor, &id, &slug).await?.1;
    }
    let desk = bench.desk(&visitor, came.typed.get("assignment").parse().ok())?;
    let context = context(&app, &visitor, act, &desk);
    let mut reader = Reader::new(visitor.t, &came.typed);
    let read = command(act, &desk, &mut reader);
    reader.problems.extend(&came.problems);
    let problems = match reader.done(read) {
        Ok(command) => {
            let keyed = visitor.with_key(context.clone(), &came.typed, &slug);
            match app
                .execute(visitor.agency_id(), desk.id, command, keyed, None)
                .await
            {
                Ok(committed) => return go(&done(&committed)),
                Err(error) => mendable(error.into(), visitor.t)?,
            }
        }
        Err(problems) => problems,
    };
    let came = came.again(problems);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    show_form(status, act, &desk, &visitor, &came, &context)
}

/// What came with an action's form. Files that came along are on the ticket by then.
async fn came(
    app: &App,
    visitor: &Visitor,
    act: Act,
    bench: &Bench,
    request: Request,
) -> Result<Came, Problem> {
    if !act.takes_files() {
        return Ok(Typed::from_request(request, &()).await?.into());
    }
    let batch = of_agency(app, visitor, bench.id, &bench.ticket, Audience::Nobody)?;
    let received = batch.receive(Incoming::of(request).await?).await?;
    Ok(received.settled(visitor.t))
}

fn done(committed: &Committed) -> String {
    let done = if committed.repeated { "again" } else { "yes" };
    format!("/tickets/{}?done={done}", committed.ticket)
}

/// `POST /tickets/{id}/acknowledge`
pub async fn acknowledge(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    typed: Typed,
) -> Shown {
    allowed(
        &visitor,
        &Bench::fetch(&app, &visitor, ticket_id(&id)?).await?,
        Act::Message,
    )?;
    let keyed = visitor.keyed(&app, &typed, "acknowledge");
    let seen = TicketCommand::AcknowledgeAttention;
    let committed = app
        .execute(visitor.agency_id(), ticket_id(&id)?, seen, keyed, None)
        .await
        .map_err(Problem::from)?;
    go(&done(&committed))
}

/// Longer than anybody looks at one page without the page being loaded again.
const LONGEST_LOOK: u32 = 4 * 3_600;

/// `POST /tickets/{id}/time`: how long the page was visible, in seconds; sent by the page itself when it is left.
pub async fn time_spent(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    typed: Typed,
) -> Shown {
    let bench = Bench::fetch(&app, &visitor, ticket_id(&id)?).await?;
    let seconds: u32 = typed
        .get("seconds")
        .parse()
        .map_err(|_| Problem::invalid("seconds", "not_a_number"))?;
    // Whoever only reads, and time on a closed ticket, is not worth an event.
    if allowed(&visitor, &bench, Act::Message).is_ok() && !bench.ticket.is_closed() {
        let command = TicketCommand::RecordTimeSpent {
            seconds: seconds.min(LONGEST_LOOK),
        };
        let context = visitor.context(&app);
        app.execute(visitor.agency_id(), bench.id, command, context, None)
            .await
            .map_err(Problem::from)?;
    }
    Ok(axum::response::IntoResponse::into_response(
        StatusCode::NO_CONTENT,
    ))
}

/// The action and what it works on, if the visitor may do it.
async fn at_work(
    app: &App,
    visitor: &Visitor,
    id: &str,
    slug: &str,
) -> Result<(Act, Bench), Problem> {
    let act = Act::from_slug(slug).ok_or_else(Problem::not_found)?;
    let bench = Bench::fetch(app, visitor, ticket_id(id)?).await?;
    allowed(visitor, &bench, act)?;
    let mut bench = bench;
    if act == Act::Part(Action::AcceptQuote) {
        bench.look_at_mandate(app, visitor).await?;
    }
    let bench = if act == Act::Engage {
        bench.with_contractors(app, visitor).await?
    } else if act == Act::AskApproval {
        bench.with_approvers(app, visitor).await?
    } else {
        bench
    };
    Ok((act, bench))
}

pub fn allowed(visitor: &Visitor, bench: &Bench, act: Act) -> Result<(), Problem> {
    let module = bench
        .ticket
        .opening
        .as_ref()
        .map(|opening| opening.module)
        .ok_or_else(Problem::not_found)?;
    let assistants = visitor.agency.settings.of(module).assistants;
    may(&visitor.me, act.right(), assistants)
        .then_some(())
        .ok_or_else(|| Problem::forbidden("not_allowed"))
}

fn context(app: &App, visitor: &Visitor, act: Act, desk: &Desk<'_>) -> CommandContext {
    let context = visitor.context(app);
    if let Some(open) = desk.ticket.open_approval().filter(|_| act.is_verdict()) {
        let approval = open.id();
        return context.on_behalf_of(OnBehalfOf::Approver { approval });
    }
    match desk.part_id().filter(|_| act.is_answer()) {
        Some(assignment) => context.on_behalf_of(OnBehalfOf::Contractor { assignment }),
        None => context,
    }
}

fn show_form(
    status: StatusCode,
    act: Act,
    desk: &Desk<'_>,
    visitor: &Visitor,
    came: &Came,
    context: &CommandContext,
) -> Shown {
    let page = ActionPage {
        t: desk.t,
        frame: visitor.frame(""),
        id: desk.id.to_string(),
        kind: desk.opening.ticket_type.acronym().to_owned(),
        number: desk.opening.number.to_string(),
        subject: desk.opening.subject.to_string(),
        form: Form {
            kept: came.kept(desk.t),
            ..action_form(act, desk, &came.typed, &came.problems, context)
        },
    };
    show(status, &page)
}
