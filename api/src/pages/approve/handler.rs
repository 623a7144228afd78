//! The approver's link: looked at, a quote's file read, decided on.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ids::AssignmentId;
use domain::ticket::{QuoteVersion, TicketCommand};
use infra::directory::Agency;
use uuid::Uuid;

use super::page::{NOBODY, page};
use crate::extract::{IfNoneMatch, Path, Query};
use crate::json::approvals::Approver;
use crate::json::attachments::serve::Shelf;
use crate::pages::answer::{Shown, go, mendable, show};
use crate::pages::field::{Problems, Typed};
use crate::pages::read::Reader;
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
pub(super) struct Visit {
    pub(super) approver: Approver,
    pub(super) agency: Agency,
    pub(super) moments: Moments,
}

/// `None` where the link leads nowhere, or nowhere any more.
async fn follow(app: &App, headers: &HeaderMap, token: &str) -> Result<Option<Visit>, Problem> {
    let Some(approver) = unless_gone(Approver::of(app, token).await)? else {
        return Ok(None);
    };
    let (agency, opening) = (approver.link.agency, approver.opening()?);
    let (agency, moments) = surroundings(app, headers, agency, opening).await?;
    Ok(Some(Visit {
        approver,
        agency,
        moments,
    }))
}

fn gone(headers: &HeaderMap) -> Shown {
    visit::gone(headers, "approve-gone-text")
}

/// `GET /a/{token}`. Changes nothing.
pub async fn look(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    let mut typed = Typed::default();
    typed.set("key", Uuid::now_v7());
    let done = asked.done.is_some();
    let problems = Problems::default();
    let page = page(&app, &visit, &token, done, &typed, &problems).await?;
    show(StatusCode::OK, &page)
}

/// `GET /a/{token}/quotes/{assignment}`: the file of a quote that is to be decided on.
pub async fn file(
    State(app): State<App>,
    Path((token, assignment)): Path<(String, AssignmentId)>,
    headers: HeaderMap,
    held: IfNoneMatch,
) -> Result<Response, Response> {
    let Some(visit) = follow(&app, &headers, &token)
        .await
        .map_err(IntoResponse::into_response)?
    else {
        return gone(&headers).map_err(IntoResponse::into_response);
    };
    let given = give(&app, &visit, assignment, &held).await;
    given.map_err(IntoResponse::into_response)
}

/// Without the place where a photo was taken.
async fn give(
    app: &App,
    visit: &Visit,
    assignment: AssignmentId,
    held: &IfNoneMatch,
) -> Result<Response, Problem> {
    // Whether they were asked about it, the shelf knows.
    let part = visit.approver.ticket.assignment(assignment);
    let file = part
        .and_then(|part| part.offer.as_ref())
        .and_then(|offer| offer.quote.attachment)
        .ok_or_else(Problem::not_found)?;
    let shelf = Shelf::of_approver(app, &visit.approver);
    shelf.give(&file.to_string(), held).await
}

const CHOICE: &str = "verdict";

/// `POST /a/{token}/verdict`: a choice and a name. Once only; sent twice, it is said once.
pub async fn decide(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    typed: Typed,
) -> Shown {
    let Some(visit) = follow(&app, &headers, &token).await? else {
        return gone(&headers);
    };
    visit.approver.within_budget(&app)?;
    let mut reader = Reader::new(visit.moments.t, &typed);
    let read = command(&visit, &mut reader)?;
    let problems = match reader.done(read) {
        Ok(command) => {
            let approver = &visit.approver;
            let context = approver.context(&app, typed.some("key"), typed.fingerprint(CHOICE));
            let (agency, ticket) = (approver.link.agency, approver.link.ticket);
            match app.execute(agency, ticket, command, context, None).await {
                Ok(_) => return go(&format!("/a/{token}?done={CHOICE}")),
                Err(error) => mendable(error.into(), visit.moments.t)?,
            }
        }
        Err(problems) => problems,
    };
    let page = page(&app, &visit, &token, false, &typed, &problems).await?;
    show(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The field `decision`: which quote, in which version, or none of them.
fn command(visit: &Visit, reader: &mut Reader<'_>) -> Result<Option<TicketCommand>, Problem> {
    let words = visit.approver.words()?;
    let approval = visit.approver.link.approval;
    let chosen = reader.typed.get("decision").to_owned();
    let quote = crate::pages::ticket::quote_command::chosen(&chosen);
    if quote.is_none() && chosen != NOBODY {
        reader.complain(Problem::invalid("decision", "decision_needed"));
    }
    let comment = reader.remark("comment", &words);
    let signed_by = reader.reason("name", &words);
    Ok(comment.zip(signed_by).map(|(comment, name)| {
        let signed_by = Some(name);
        match quote {
            Some(QuoteVersion {
                assignment,
                version,
            }) => TicketCommand::ApproveQuote {
                approval,
                assignment,
                version,
                comment,
                signed_by,
            },
            None => TicketCommand::DisapproveQuotes {
                approval,
                comment,
                signed_by,
            },
        }
    }))
}
