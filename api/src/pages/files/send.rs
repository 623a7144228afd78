//! The form by which files are sent: of the agency, of a contractor, of a requester.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use domain::actor::Actor;
use domain::ticket::Ticket;
use uuid::Uuid;

use super::batch::{Batch, MOST, Received};
use crate::extract::Path;
use crate::pages::answer::{Shown, go, show, ticket_id};
use crate::pages::field::{Choice, Field, Maker, Problems, Typed};
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
use crate::text::{self, Language};

/// `GET /tickets/{id}/files`
pub async fn ask_agency(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Shown {
    let bench = Bench::fetch(&app, &visitor, ticket_id(&id)?).await?;
    allowed(&visitor, &bench, Act::Note)?;
    let (mut typed, problems) = (fresh(), Problems::default());
    typed.set("to", "agency");
    to_agency(StatusCode::OK, &visitor, &bench, &typed, &problems)
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
    let opening = bench.ticket.opening.as_ref();
    let opening = opening.ok_or_else(Problem::not_found)?;
    let batch = Batch {
        app: &app,
        agency: visitor.agency_id(),
        id: bench.id,
        ticket: &bench.ticket,
        words: opening.text(),
        actor: Actor::Staff { id: visitor.me.id },
        whose: visitor.me.id.uuid(),
    };
    let received = batch.receive(request).await?;
    let Some((typed, problems)) = wrong(visitor.t, received) else {
        return go(&format!("/tickets/{}?done=yes", bench.id));
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    to_agency(status, &visitor, &bench, &typed, &problems)
}

/// `GET /r/{token}/files`
pub async fn ask_contractor(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Shown {
    match follow(&app, Language::accepted(&headers), &token, None).await? {
        Found::Open(opened) => {
            let problems = Problems::default();
            to_contractor(StatusCode::OK, &opened, &token, &fresh(), &problems)
        }
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
    let assignment = opened.grant.assignment;
    let spent = app.budgets.spend(assignment, app.clock.now());
    spent.map_err(Problem::too_many)?;
    let batch = Batch {
        app: &app,
        agency: opened.grant.agency,
        id: opened.grant.ticket,
        ticket: &opened.ticket,
        words: opened.subject(),
        actor: Actor::Contractor { assignment },
        whose: assignment.uuid(),
    };
    let received = batch.receive(request).await?;
    let Some((typed, problems)) = wrong(opened.t, received) else {
        return go(&format!("/r/{token}?done=files"));
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    to_contractor(status, &opened, &token, &typed, &problems)
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
    let problems = Problems::default();
    to_requester(StatusCode::OK, &visit, &token, &fresh(), &problems)
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
    let requester = &visit.requester;
    requester.within_budget(&app)?;
    let batch = Batch {
        app: &app,
        agency: requester.link.agency,
        id: requester.link.ticket,
        ticket: &requester.ticket,
        words: requester.words()?,
        actor: Actor::Requester,
        whose: requester.link.ticket.uuid(),
    };
    let received = batch.receive(request).await?;
    let Some((typed, problems)) = wrong(visit.moments.t, received) else {
        return go(&format!("/d/{token}?done=files"));
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    to_requester(status, &visit, &token, &typed, &problems)
}

/// Each time it is shown, the form is another one: what was taken of the last is taken.
fn fresh() -> Typed {
    let mut typed = Typed::default();
    typed.set("key", Uuid::now_v7());
    typed
}

/// What is to be said beside the field, with what was typed; none where everything was taken.
fn wrong(t: Language, received: Received) -> Option<(Typed, Problems)> {
    let Received {
        mut typed,
        taken,
        refused,
    } = received;
    let mut problems = Problems::default();
    if taken == 0 && refused.is_empty() {
        problems.add("files", t.say("files-none"));
    } else if refused.is_empty() {
        return None;
    } else {
        let why = refused.iter().map(|(name, problem)| {
            let args = [("name", name.clone()), ("why", problem.sentence(t))];
            text::text(t, "file-refused", &args)
        });
        let taken = (taken > 0).then(|| t.count("files-taken", taken));
        let said: Vec<_> = taken.into_iter().chain(why).collect();
        problems.add("files", said.join(" "));
    }
    typed.set("key", Uuid::now_v7());
    Some((typed, problems))
}

fn form<'p>(make: &Maker<'p>, at: &str, fields: Vec<Field>) -> Form<'p> {
    let t = make.t;
    Form {
        title: t.say("files-add"),
        lead: t.with("files-add-lead", "most", MOST),
        action: format!("{at}/files"),
        hidden: vec![("key", make.typed.get("key").to_owned())],
        fields,
        multipart: true,
        submit: t.say("files-send"),
        back: at.to_owned(),
        back_label: t.say("abandon"),
        ..Form::blank(t, make.problems)
    }
}

fn to_agency(
    status: StatusCode,
    visitor: &Visitor,
    bench: &Bench,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let t = visitor.t;
    let make = Maker { t, typed, problems };
    let opening = bench.ticket.opening.as_ref();
    let opening = opening.ok_or_else(Problem::not_found)?;
    let whom = make.radios("to", "files-to", audiences(t, &bench.ticket));
    let fields = vec![whom.tall(), make.files("files", "files-choose")];
    let page = ActionPage {
        t,
        frame: visitor.frame(""),
        id: bench.id.to_string(),
        kind: opening.ticket_type.acronym().to_owned(),
        number: opening.number.to_string(),
        subject: opening.subject.to_string(),
        form: form(&make, &format!("/tickets/{}", bench.id), fields),
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

fn to_contractor(
    status: StatusCode,
    opened: &Opened,
    token: &str,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let (t, opening) = (opened.t, opened.opening()?);
    let make = Maker { t, typed, problems };
    let fields = vec![make.files("files", "files-choose")];
    let page = AnswerPage {
        t,
        agency: opened.agency_view(),
        back: t.say("link-back"),
        number: t.with("link-number", "number", opening.number),
        subject: opening.subject.to_string(),
        form: Form {
            big: true,
            ..form(&make, &format!("/r/{token}"), fields)
        },
    };
    show(status, &page)
}

fn to_requester(
    status: StatusCode,
    visit: &Visit,
    token: &str,
    typed: &Typed,
    problems: &Problems,
) -> Shown {
    let t = visit.moments.t;
    let make = Maker { t, typed, problems };
    let fields = vec![make.files("files", "files-choose")];
    let form = Form {
        big: true,
        ..form(&make, &format!("/d/{token}"), fields)
    };
    framed(status, visit, form)
}
