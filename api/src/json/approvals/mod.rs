//! Who decides on quotes besides the agency? Whoever is asked, by a personal link, or through the agency that was told.

mod holder;
mod view;

use super::actions::TicketPath;
use super::desk::Desk;
use super::done::Done;
use super::input::{ApprovalRequestInput, ApproverReminderInput, Place, VerdictInput, at};
use super::links::LinkPath;
use super::register::Register;
use super::site::Site;
use crate::extract::{IdempotencyKey, Path, Sent};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::Json;
use axum::extract::State;
use domain::actor::OnBehalfOf;
use domain::ids::{AgencyId, ApprovalId};
use domain::ticket::{Deciders, TicketCommand};
pub use holder::Approver;
use infra::directory::CouncilMember;
use infra::staff::Right;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use view::ApprovalLinkView;
pub use view::ApprovalView;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(request_approval))
        .routes(routes!(enter_verdict))
        .routes(routes!(remind_approver))
        .routes(routes!(read_approval_link))
        .routes(routes!(decide_by_link))
}

/// A request to an approver.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "describes the path; the desk reads it")]
struct ApprovalPath {
    ticket: Uuid,
    approval: Uuid,
}

/// Ask for approval.
///
/// Of every quote that was received. Asked of somebody else, or with quotes that came since, it takes the place of what was
/// asked before. Gérance: above the mandate's threshold the landlord is to be asked.
#[utoipa::path(post, path = "/tickets/{ticket}/approvals", tag = "quotes", request_body = ApprovalRequestInput,
    responses((status = 200, body = Done)), params(TicketPath))]
async fn request_approval(desk: Desk<ApprovalRequestInput>) -> Answer<Done> {
    desk.may(Right::Decide).await?;
    let ticket = desk.ticket().await?;
    let property = super::desk::opening(&ticket)?.property.id;
    let register = Register {
        app: &desk.app,
        agency: desk.caller.agency(),
        place: &desk.place,
    };
    let asked = &desk.input.approver;
    let person = register.person("approver", asked.party, asked.typed());
    let approver = at("approver", person.await)?;
    let informed = register.informed(&desk.input.informed).await?;
    let command = TicketCommand::RequestApproval {
        approval: ApprovalId::new(desk.place.fresh.id("approval")),
        approver,
        channels: asked.channels.into(),
        informed,
        deciders: deciders(&desk.app, desk.caller.agency(), property.uuid()).await?,
        comment: desk
            .place
            .remark("comment", desk.input.comment.as_deref())?,
    };
    desk.execute(command).await
}

/// Who may decide on quotes of that property, as the directory has it now.
pub async fn deciders(app: &App, agency: AgencyId, property: Uuid) -> Answer<Deciders> {
    let site = Site::of(app, agency, property).await?;
    let council = app.directory.council(agency, property.into()).await?;
    Ok(Deciders {
        landlord: site.property.landlord,
        threshold: site.property.works_threshold,
        president: site.property.president,
        council: council
            .iter()
            .map(|member: &CouncilMember| member.party.id)
            .collect(),
    })
}

/// Enter what the approver decided.
///
/// As told by phone, SMS or letter. Once only.
#[utoipa::path(post, path = "/tickets/{ticket}/approvals/{approval}/verdicts", tag = "quotes", request_body = VerdictInput,
    responses((status = 200, body = Done)), params(ApprovalPath))]
async fn enter_verdict(mut desk: Desk<VerdictInput>) -> Answer<Done> {
    desk.may(Right::Decide).await?;
    let approval = desk.approval.ok_or_else(Problem::not_found)?;
    let command = desk.input.command(approval, &desk.place)?;
    desk.context = desk.context.on_behalf_of(OnBehalfOf::Approver { approval });
    desk.execute(command).await
}

/// Remind the approver now.
#[utoipa::path(post, path = "/tickets/{ticket}/approvals/{approval}/reminders", tag = "quotes", request_body = ApproverReminderInput,
    responses((status = 200, body = Done)), params(ApprovalPath))]
async fn remind_approver(desk: Desk<ApproverReminderInput>) -> Answer<Done> {
    let approval = desk.approval.ok_or_else(Problem::not_found)?;
    desk.execute(TicketCommand::RemindApprover { approval })
        .await
}

/// What the approver sees.
///
/// Changes nothing: mail scanners open every link.
#[utoipa::path(get, path = "/approvals/links/{token}", tag = "quotes", params(LinkPath),
    responses((status = 200, body = ApprovalLinkView)))]
async fn read_approval_link(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Answer<Json<ApprovalLinkView>> {
    let approver = Approver::of(&app, &token).await?;
    Ok(Json(ApprovalLinkView::of(&app, &approver, &token).await?))
}

/// Approve a quote, or disapprove them all.
///
/// Once only.
#[utoipa::path(post, path = "/approvals/links/{token}/verdicts", tag = "quotes", params(LinkPath),
    request_body = VerdictInput, responses((status = 200, body = Done)))]
async fn decide_by_link(
    State(app): State<App>,
    Path(token): Path<String>,
    key: IdempotencyKey,
    Sent {
        value: input,
        request,
    }: Sent<VerdictInput>,
) -> Answer<Done> {
    let approver = Approver::of(&app, &token).await?;
    approver.within_budget(&app)?;
    let place: Place = approver.place(key.0.as_deref())?;
    let command = input.command(approver.link.approval, &place)?;
    let context = approver.context(&app, key.0.as_deref(), request);
    approver.execute(&app, command, context).await
}
