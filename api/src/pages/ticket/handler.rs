//! A ticket's page, and the forms for everything that can be done on it.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::actor::OnBehalfOf;
use domain::ids::TicketId;
use domain::metadata::CommandContext;
use domain::ticket::{Addressee, TicketCommand};
use infra::staff::may;
use infra::tickets::Committed;
use projections::awaiting::AT_MOST;
use uuid::Uuid;

use super::act::Act;
use super::bench::Bench;
use super::command::command;
use super::desk::Desk;
use super::fields;
use super::form::action_form;
use super::log::Sendings;
use super::page::page;
use super::view::ActionPage;
use crate::pages::answer::{Shown, go, not_done, show, ticket_id};
use crate::pages::field::{Problems, Typed};
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
    let bench = Bench::fetch(&app, &visitor, id).await?;
    let desk = bench.desk(&visitor, None)?;
    let events = app
        .log
        .stream(visitor.agency_id(), id)
        .await
        .map_err(Problem::fault)?;
    let only = asked.only.and_then(|code| only(&desk, &code));
    let mut frame = visitor.frame("");
    frame.notice = asked.done.map(|done| notice(&desk, &done));
    show(
        StatusCode::OK,
        &page(&desk, frame, &events, &Sendings::new(), only.as_ref()),
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

/// `GET /tickets/{id}/{act}`: what it asks, and who will receive what.
pub async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
) -> Shown {
    let (act, bench) = at_work(&app, &visitor, &id, &slug).await?;
    let desk = bench.desk(&visitor, None)?;
    let mut typed = fields::prefill(act, &desk);
    typed.set("key", Uuid::now_v7());
    let context = context(&app, &visitor, act, &desk);
    show_form(
        StatusCode::OK,
        act,
        &desk,
        &visitor,
        &typed,
        &Problems::default(),
        &context,
    )
}

/// `POST /tickets/{id}/{act}`
pub async fn carry_out(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, slug)): Path<(String, String)>,
    typed: Typed,
) -> Shown {
    let (act, bench) = at_work(&app, &visitor, &id, &slug).await?;
    let desk = bench.desk(&visitor, typed.get("assignment").parse().ok())?;
    let context = context(&app, &visitor, act, &desk);
    let mut reader = Reader::new(visitor.t, &typed);
    let read = command(act, &desk, &mut reader);
    let problems = match reader.done(read) {
        Ok(command) => {
            let keyed = keyed(context.clone(), &typed, &slug);
            match execute(&app, &visitor, desk.id, command, keyed).await {
                Ok(committed) => return go(&done(&committed)),
                Err(problem) => beside_field(problem, visitor.t)?,
            }
        }
        Err(problems) => problems,
    };
    show_form(
        StatusCode::UNPROCESSABLE_ENTITY,
        act,
        &desk,
        &visitor,
        &typed,
        &problems,
        &context,
    )
}

fn done(committed: &Committed) -> String {
    let done = if committed.repeated { "again" } else { "yes" };
    format!("/tickets/{}?done={done}", committed.ticket)
}

/// What can be mended by typing something else is told beside its field; the rest is a page of its own.
fn beside_field(problem: Problem, t: crate::text::Language) -> Result<Problems, Problem> {
    let mendable = [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::CONFLICT,
        StatusCode::FORBIDDEN,
    ];
    if !mendable.contains(&problem.status()) {
        return Err(problem);
    }
    let mut problems = Problems::default();
    problems.tell(&problem, t);
    Ok(problems)
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
    let keyed = keyed(visitor.context(&app), &typed, "acknowledge");
    let seen = TicketCommand::AcknowledgeAttention;
    let committed = execute(&app, &visitor, ticket_id(&id)?, seen, keyed).await?;
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
        execute(&app, &visitor, bench.id, command, visitor.context(&app)).await?;
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
    let bench = if act == Act::Engage {
        bench.with_contractors(app, visitor).await?
    } else {
        bench
    };
    Ok((act, bench))
}

fn allowed(visitor: &Visitor, bench: &Bench, act: Act) -> Result<(), Problem> {
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
    match desk.part_id().filter(|_| act.is_answer()) {
        Some(assignment) => context.on_behalf_of(OnBehalfOf::Contractor { assignment }),
        None => context,
    }
}

/// The key of the form, so that a button pressed twice acts once.
fn keyed(context: CommandContext, typed: &Typed, slug: &str) -> CommandContext {
    match typed.some("key") {
        Some(key) => context.with_key(key).with_request(typed.fingerprint(slug)),
        None => context,
    }
}

/// Carries the command out; the list shows it before the browser is sent on, or half a second has gone by.
pub async fn execute(
    app: &App,
    visitor: &Visitor,
    id: TicketId,
    command: TicketCommand,
    context: CommandContext,
) -> Result<Committed, Problem> {
    let agency = visitor.agency_id();
    let committed = app
        .tickets
        .execute(agency, id, command, context, None)
        .await
        .map_err(not_done)?;
    let waited = app
        .ticket_list
        .wait_for(agency, committed.ticket, committed.version, AT_MOST)
        .await;
    waited.map_err(Problem::fault)?;
    Ok(committed)
}

fn show_form(
    status: StatusCode,
    act: Act,
    desk: &Desk<'_>,
    visitor: &Visitor,
    typed: &Typed,
    problems: &Problems,
    context: &CommandContext,
) -> Shown {
    let page = ActionPage {
        t: desk.t,
        frame: visitor.frame(""),
        id: desk.id.to_string(),
        kind: desk.opening.ticket_type.acronym().to_owned(),
        number: desk.opening.number.to_string(),
        subject: desk.opening.subject.to_string(),
        form: action_form(act, desk, typed, problems, context),
    };
    show(status, &page)
}
