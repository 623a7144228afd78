//! The form by which files are sent: of the agency, of a contractor, of a requester.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use domain::ids::TicketId;
use domain::ticket::{Audience, Ticket};
use uuid::Uuid;

use super::batch::{ANY, Batch, Came, MOST};
use super::incoming::Incoming;
use super::senders::{of_agency, of_contractor, of_requester};
use crate::extract::Path;
use crate::pages::answer::{Shown, go, show, ticket_id};
use crate::pages::field::{Choice, Field, Maker, Typed};
use crate::pages::follow::handler::{self as follower, Visit, framed};
use crate::pages::form::Form;
use crate::pages::link::opened::{Found, Opened, follow};
use crate::pages::link::view::AnswerPage;
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::act::Act;
use crate::pages::ticket::bench::Bench;
use crate::pages::ticket::handler::allowed;
use crate::pages::ticket::view::ActionPage;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::App;
use crate::text::Language;

/// `GET /tickets/{id}/files`
pub async fn ask_agency(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Shown {
    let bench = Bench::fetch(&app, &visitor, ticket_id(&id)?).await?;
    allowed(&visitor, &bench, Act::Note)?;
    let mut came = fresh();
    came.typed.set("to", "agency");
    to_agency(StatusCode::OK, &visitor, &bench, &came)
}

/// `POST /tickets/{id}/files`
pub async fn take_from_agency(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Shown {
    let bench = Bench::fetch(&app, &visitor, ticket_id(&id)?).await?;
    allowed(&visitor, &bench, Act::Note)?;
    let mut form = Incoming::with_files(request)?;
    // Chosen before the files, and read before them.
    let to = audience(form.before_files().await?)?;
    let batch = of_agency(&app, &visitor, bench.id, &bench.ticket, to)?;
    let came = taken(visitor.t, &batch, form).await?;
    if came.problems.is_empty() {
        return go(&format!("/tickets/{}?done=yes", bench.id));
    }
    to_agency(StatusCode::UNPROCESSABLE_ENTITY, &visitor, &bench, &came)
}

/// The files of the form that opened that ticket. What is refused of them is said on a form for others.
pub async fn take_with_opening(
    app: &App,
    visitor: &Visitor,
    id: TicketId,
    form: Incoming,
) -> Shown {
    let opened = format!("/tickets/{id}?done=opened");
    if !form.brings_files() {
        return go(&opened);
    }
    let bench = Bench::fetch(app, visitor, id).await?;
    let to = audience(form.typed())?;
    let batch = of_agency(app, visitor, id, &bench.ticket, to)?;
    let came = batch.receive(form).await?.settled(visitor.t);
    if came.problems.is_empty() {
        return go(&opened);
    }
    let problems = came.problems.clone();
    let mut came = came.again(problems);
    came.before = visitor
        .t
        .with("opening-done", "number", number(&bench.ticket)?);
    to_agency(StatusCode::UNPROCESSABLE_ENTITY, visitor, &bench, &came)
}

fn number(ticket: &Ticket) -> Result<u64, Problem> {
    let opening = ticket.opening.as_ref();
    Ok(opening.ok_or_else(Problem::not_found)?.number)
}

/// `GET /r/{token}/files`
pub async fn ask_contractor(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Shown {
    match follow(&app, Language::accepted(&headers), &token, None).await? {
        Found::Open(opened) => to_contractor(StatusCode::OK, &opened, &token, &fresh()),
        Found::Gone(page) | Found::Expired(_, page) => show(StatusCode::GONE, &*page),
    }
}

/// `POST /r/{token}/files`
pub async fn take_from_contractor(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Shown {
    let opened = match follow(&app, Language::accepted(&headers), &token, None).await? {
        Found::Open(opened) => opened,
        Found::Gone(page) | Found::Expired(_, page) => return show(StatusCode::GONE, &*page),
    };
    app.within_budget(opened.grant.assignment)?;
    let form = Incoming::with_files(request)?;
    let came = taken(opened.t, &of_contractor(&app, &opened), form).await?;
    if came.problems.is_empty() {
        return go(&format!("/r/{token}?done=files"));
    }
    to_contractor(StatusCode::UNPROCESSABLE_ENTITY, &opened, &token, &came)
}

/// `GET /d/{token}/files`
pub async fn ask_requester(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Shown {
    let Some(visit) = follower::follow(&app, &headers, &token).await? else {
        return follower::gone(&headers);
    };
    to_requester(StatusCode::OK, &visit, &token, &fresh())
}

/// `POST /d/{token}/files`
pub async fn take_from_requester(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Shown {
    let Some(visit) = follower::follow(&app, &headers, &token).await? else {
        return follower::gone(&headers);
    };
    visit.requester.within_budget(&app)?;
    let form = Incoming::with_files(request)?;
    let came = taken(visit.moments.t, &of_requester(&app, &visit)?, form).await?;
    if came.problems.is_empty() {
        return go(&format!("/d/{token}?done=files"));
    }
    to_requester(StatusCode::UNPROCESSABLE_ENTITY, &visit, &token, &came)
}

/// Each time it is shown, the form is another one: what was taken of the last is taken.
fn fresh() -> Came {
    let mut typed = Typed::default();
    typed.set("key", Uuid::now_v7());
    typed.into()
}

/// With what is to be said beside the field; nothing where every file was taken.
async fn taken(t: Language, batch: &Batch<'_>, form: Incoming) -> Result<Came, Problem> {
    let received = batch.receive(form).await?;
    let none = received.is_empty();
    let came = received.settled(t);
    let mut problems = came.problems.clone();
    if none {
        problems.add(ANY, t.say("files-none"));
    }
    Ok(came.again(problems))
}

/// Whom the agency sends them to.
fn audience(typed: &Typed) -> Result<Audience, Problem> {
    match typed.get("to") {
        "" | "agency" => Ok(Audience::Nobody),
        "contractors" => Ok(Audience::Contractors),
        one => match one.parse() {
            Ok(assignment) => Ok(Audience::Contractor { assignment }),
            Err(_) => Err(Problem::invalid("to", "unknown_value")),
        },
    }
}

fn form<'p>(make: &Maker<'p>, came: &'p Came, at: &str, fields: Vec<Field>) -> Form<'p> {
    let t = make.t;
    Form {
        title: t.say("files-add"),
        lead: t.with("files-add-lead", "most", MOST),
        action: format!("{at}/files"),
        hidden: vec![("key", make.typed.get("key").to_owned())],
        fields,
        kept: came.kept(t),
        submit: t.say("files-send"),
        back: at.to_owned(),
        back_label: t.say("abandon"),
        ..Form::blank(t, make.problems)
    }
}

fn to_agency(status: StatusCode, visitor: &Visitor, bench: &Bench, came: &Came) -> Shown {
    let t = visitor.t;
    let make = came.maker(t);
    let opening = bench.ticket.opening.as_ref();
    let opening = opening.ok_or_else(Problem::not_found)?;
    let whom = make.radios("to", "files-to", audiences(t, &bench.ticket));
    let fields = vec![whom.tall(), make.files(ANY, "files-choose")];
    let page = ActionPage {
        t,
        frame: visitor.frame(""),
        id: bench.id.to_string(),
        kind: opening.ticket_type.acronym().to_owned(),
        number: opening.number.to_string(),
        subject: opening.subject.to_string(),
        form: form(&make, came, &format!("/tickets/{}", bench.id), fields),
    };
    show(status, &page)
}

fn audiences(t: Language, ticket: &Ticket) -> Vec<Choice> {
    let all = [
        Choice::new("agency", t.say("files-to-agency")),
        Choice::new("contractors", t.say("files-to-contractors")),
    ];
    // One contractor is all of them, as long as no other joins.
    let each = ticket.assignments.iter().map(|part| {
        let name = people::name(&part.contractor.details);
        Choice::new(part.id.to_string(), t.with("files-to-one", "who", name))
    });
    all.into_iter().chain(each).collect()
}

fn to_contractor(status: StatusCode, opened: &Opened, token: &str, came: &Came) -> Shown {
    let (t, opening) = (opened.t, opened.opening()?);
    let make = came.maker(t);
    let fields = vec![make.files(ANY, "files-choose")];
    let page = AnswerPage {
        t,
        agency: opened.agency_view(),
        back: opened.back()?,
        number: opened.number()?,
        subject: opening.subject.to_string(),
        form: Form {
            big: true,
            ..form(&make, came, &format!("/r/{token}"), fields)
        },
    };
    show(status, &page)
}

fn to_requester(status: StatusCode, visit: &Visit, token: &str, came: &Came) -> Shown {
    let t = visit.moments.t;
    let make = came.maker(t);
    let fields = vec![make.files(ANY, "files-choose")];
    let form = Form {
        big: true,
        ..form(&make, came, &format!("/d/{token}"), fields)
    };
    framed(status, visit, form)
}
