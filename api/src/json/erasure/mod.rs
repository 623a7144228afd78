//! How does an administrator have somebody erased? Find the entries, see what would go, and say so.

mod view;

use crate::extract::{Caller, Json, Path, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::AgencyId;
use infra::erasure::{ErasureFault, Thoroughness, Whom};
use infra::staff::Scope;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use view::{FoundView, PlanView, ReceiptView};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find_persons))
        .routes(routes!(preview_erasure))
        .routes(routes!(erase_party))
        .routes(routes!(erase_contractor))
        .routes(routes!(erase_person))
        .routes(routes!(erase_staff))
        .routes(routes!(erase_ticket_text))
}

impl From<ErasureFault> for Problem {
    fn from(fault: ErasureFault) -> Self {
        match fault {
            ErasureFault::Database(fault) => fault.into(),
            ErasureFault::Log(fault) => fault.into(),
            ErasureFault::Store(fault) => fault.into(),
            other @ (ErasureFault::Sealing(_)
            | ErasureFault::Files(_)
            | ErasureFault::Receipt(_)) => Self::fault(other),
        }
    }
}

/// How far the erasure goes.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct How {
    /// Texts of others stay, although they name the person.
    keep_texts: bool,
    /// Entries with the same e-mail address or telephone number go too.
    alike: bool,
}

impl From<How> for Thoroughness {
    fn from(how: How) -> Self {
        let How { keep_texts, alike } = how;
        Self { keep_texts, alike }
    }
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Sought {
    /// Words of a name or an e-mail address, or a telephone number in any usual form.
    #[param(pattern = "\\S")]
    q: String,
}

/// Find persons wherever they are known.
///
/// In the directory, among the staff, and typed into tickets by hand. Reads the whole log. For administrators.
#[utoipa::path(get, path = "/persons", tag = "directory", params(Sought),
    responses((status = 200, body = Vec<FoundView>)))]
async fn find_persons(
    State(app): State<App>,
    caller: Caller,
    Query(sought): Query<Sought>,
) -> Answer<axum::Json<Vec<FoundView>>> {
    may_erase(&caller)?;
    if sought.q.trim().is_empty() {
        return Err(Problem::invalid("q", "empty_text"));
    }
    let found = app.erasure.find(caller.agency(), &sought.q).await?;
    Ok(axum::Json(found.into_iter().map(Into::into).collect()))
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Party,
    Contractor,
    Person,
    Staff,
    TicketText,
}

impl Kind {
    fn of(self, id: Uuid) -> Whom {
        match self {
            Self::Party => Whom::Party(id.into()),
            Self::Contractor => Whom::Contractor(id.into()),
            Self::Person => Whom::Person(id),
            Self::Staff => Whom::Staff(id.into()),
            Self::TicketText => Whom::Text(id.into()),
        }
    }
}

/// One entry.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct EntryPath {
    /// `party`, `contractor`, `person`, `staff` or `ticket-text`.
    #[param(value_type = String, example = "party")]
    kind: Kind,
    id: Uuid,
}

/// See what an erasure would do.
///
/// Nothing is changed. For administrators.
#[utoipa::path(get, path = "/erasures/{kind}/{id}", tag = "directory", params(EntryPath, How),
    responses((status = 200, body = PlanView)))]
async fn preview_erasure(
    State(app): State<App>,
    caller: Caller,
    Path(entry): Path<EntryPath>,
    Query(how): Query<How>,
) -> Answer<axum::Json<PlanView>> {
    may_erase(&caller)?;
    let whom = entry.kind.of(entry.id);
    let plan = app.erasure.plan(caller.agency(), whom, how.into()).await?;
    Ok(axum::Json(plan.ok_or_else(Problem::not_found)?.into()))
}

macro_rules! erase {
    ($($(#[$doc:meta])* $name:ident: $kind:ident;)+) => {$(
        $(#[$doc])*
        async fn $name(
            State(app): State<App>,
            caller: Caller,
            Path(id): Path<Uuid>,
            Json(how): Json<How>,
        ) -> Answer<axum::Json<ReceiptView>> {
            erase(app, caller, Kind::$kind.of(id), how).await
        }
    )+};
}

erase! {
    /// Erase somebody of the directory.
    ///
    /// For ever, in every ticket and copy. Asking again gives the same receipt. For administrators.
    #[utoipa::path(post, path = "/parties/{id}/erase", tag = "directory", params(("id" = Uuid, Path)),
        request_body = How, responses((status = 200, body = ReceiptView)))]
    erase_party: Party;

    /// Erase a contractor of the directory.
    ///
    /// With the contractor's own words and files. Asking again gives the same receipt. For administrators.
    #[utoipa::path(post, path = "/contractors/{id}/erase", tag = "directory", params(("id" = Uuid, Path)),
        request_body = How, responses((status = 200, body = ReceiptView)))]
    erase_contractor: Contractor;

    /// Erase somebody who was typed into a ticket by hand.
    ///
    /// `GET /persons` finds the identifier. Asking again gives the same receipt. For administrators.
    #[utoipa::path(post, path = "/persons/{id}/erase", tag = "directory", params(("id" = Uuid, Path)),
        request_body = How, responses((status = 200, body = ReceiptView)))]
    erase_person: Person;

    /// Erase a colleague who has left.
    ///
    /// With password, sessions and tokens. Asking again gives the same receipt. For administrators, and not oneself.
    #[utoipa::path(post, path = "/staff/{id}/erase", tag = "directory", params(("id" = Uuid, Path)),
        request_body = How, responses((status = 200, body = ReceiptView)))]
    erase_staff: Staff;

    /// Erase everything that was written on a ticket, and its files.
    ///
    /// The ticket's facts, amounts and dates stay. Asking again gives the same receipt. For administrators.
    #[utoipa::path(post, path = "/ticket-texts/{id}/erase", tag = "directory", params(("id" = Uuid, Path)),
        request_body = How, responses((status = 200, body = ReceiptView)))]
    erase_ticket_text: TicketText;
}

async fn erase(app: App, caller: Caller, whom: Whom, how: How) -> Answer<axum::Json<ReceiptView>> {
    may_erase(&caller)?;
    if whom == Whom::Staff(caller.staff.id) {
        return Err(Problem::new(StatusCode::CONFLICT, "not_oneself"));
    }
    let (agency, actor) = (caller.agency(), caller.actor());
    // On its own, so that a caller who hangs up leaves nothing half done.
    let erasing = tokio::spawn(async move { erased(&app, agency, whom, how, actor).await });
    erasing.await.map_err(Problem::fault)?.map(axum::Json)
}

async fn erased(
    app: &App,
    agency: AgencyId,
    whom: Whom,
    how: How,
    actor: domain::actor::Actor,
) -> Answer<ReceiptView> {
    let plan = app.erasure.plan(agency, whom, how.into()).await?;
    let plan = plan.ok_or_else(Problem::not_found)?;
    let repeated = plan.done_before.is_some();
    let receipt = app.erasure.carry_out(agency, &plan, actor).await?;
    Ok(ReceiptView::new(whom.kind(), whom.id(), repeated, receipt))
}

fn may_erase(caller: &Caller) -> Answer<()> {
    caller.needs(Scope::WriteDirectory)?;
    caller.administers()
}
