//! Which tickets are there?

use super::done::{not_modified, revalidated};
use super::input::ModuleCode;
use super::view::RowView;
use crate::extract::{Caller, IfNoneMatch, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveTime, Utc};
use domain::calendar::{agency_local, resolve_for_timer};
use domain::ticket::Module;
use infra::staff::Scope;
use projections::ticket_list::{Counts, Direction, ListQuery, Page, Shown};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_tickets))
}

/// Which tickets, in which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// At most so many, 1 to 500.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500, example = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(
        pattern = "^((number|created|modified|status)~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~[0-9]{1,15}|(type|property|subject|contractors)~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~.*)$"
    )]
    after: Option<String>,
    /// Only those on whose property the caller is manager, assistant or accountant.
    mine: bool,
    #[param(inline)]
    shown: ShownParam,
    /// `syndic` or `gerance`.
    #[param(value_type = Option<ModuleCode>, inline)]
    module: Option<Module>,
    /// Words that must all be found in number, property, subject, description or contractors.
    q: Option<String>,
    /// `number`, `created`, `modified`, `status`, `type`, `property`, `subject`, `contractors`.
    #[param(pattern = "^(number|created|modified|status|type|property|subject|contractors)$")]
    sort: Option<String>,
    #[param(inline)]
    direction: DirectionParam,
    /// Whether to count what stands behind each value of `shown`.
    total: bool,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ShownParam {
    /// Not closed.
    #[default]
    InProgress,
    /// Something happened on them today.
    Today,
    Closed,
    All,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum DirectionParam {
    Ascending,
    #[default]
    Descending,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
struct ListView {
    items: Vec<RowView>,
    /// For `after`, if there are more.
    next: Option<String>,
    /// Only on demand.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<CountsView>,
}

#[derive(Serialize, ToSchema)]
struct CountsView {
    in_progress: u64,
    today: u64,
    closed: u64,
    all: u64,
    /// Of those in progress: where the manager must act.
    must_act: u64,
}

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        let Counts {
            in_progress,
            today,
            closed,
            all,
            must_act,
        } = counts;
        Self {
            in_progress,
            today,
            closed,
            all,
            must_act,
        }
    }
}

/// The ticket list.
///
/// Shows what was written on this node before, waiting at most half a second for it.
#[utoipa::path(get, path = "/tickets", tag = "tickets", params(Filter), responses(
    (status = 200, body = ListView, headers(("ETag", description = "Of this page"))),
    (status = 304, description = "The page is the one in `If-None-Match`"),
))]
async fn list_tickets(
    State(app): State<App>,
    caller: Caller,
    Query(filter): Query<Filter>,
    held: IfNoneMatch,
) -> Answer<Response> {
    caller.needs(Scope::ReadTickets)?;
    app.settled(caller.agency()).await;
    let query = filter.query(&caller, day_began(&app, &caller).await?)?;
    let page = app.ticket_list.page(&query).await?;
    let total = match filter.total {
        true => Some(
            app.ticket_list
                .counts(query.agency, query.mine, query.today_began)
                .await?,
        ),
        false => None,
    };
    let etag = etag(&page, total.as_ref());
    if held.holds(&etag) {
        return Ok(not_modified(&etag));
    }
    let next = page.next.as_ref().map(ToString::to_string);
    let items = page.rows.into_iter().map(RowView::from).collect();
    Ok((
        revalidated(etag),
        Json(ListView {
            items,
            next,
            total: total.map(Into::into),
        }),
    )
        .into_response())
}

impl Filter {
    fn query(&self, caller: &Caller, today_began: DateTime<Utc>) -> Answer<ListQuery> {
        let mut query = ListQuery::of(caller.agency(), today_began);
        query.mine = self.mine.then_some(caller.staff.id);
        query.shown = match self.shown {
            ShownParam::InProgress => Shown::InProgress,
            ShownParam::Today => Shown::Today,
            ShownParam::Closed => Shown::Closed,
            ShownParam::All => Shown::All,
        };
        query.module = self.module;
        query.search = self.q.clone();
        query.direction = match self.direction {
            DirectionParam::Ascending => Direction::Ascending,
            DirectionParam::Descending => Direction::Descending,
        };
        if let Some(sort) = &self.sort {
            query.sort = sort.parse().map_err(|_| unreadable("sort"))?;
        }
        if let Some(after) = &self.after {
            query.after = Some(after.parse().map_err(|_| unreadable("after"))?);
        }
        match self.limit {
            Some(limit @ 1..=500) => query.limit = limit,
            Some(_) => return Err(unreadable("limit")),
            None => {}
        }
        Ok(query)
    }
}

fn unreadable(name: &'static str) -> Problem {
    Problem::malformed("malformed_query")
        .with("name", name)
        .at(name)
}

/// When today began where the agency is.
async fn day_began(app: &App, caller: &Caller) -> Answer<DateTime<Utc>> {
    let agency = app
        .directory
        .agency(caller.agency())
        .await?
        .ok_or_else(Problem::not_found)?;
    let today = agency_local(app.clock.now(), agency.zone).date();
    Ok(resolve_for_timer(
        today.and_time(NaiveTime::MIN),
        agency.zone,
    ))
}

/// Weak: the same rows, perhaps not the same bytes.
fn etag(page: &Page, total: Option<&Counts>) -> String {
    match total {
        Some(it) => format!(
            "W/\"{:x}-{}-{}-{}-{}\"",
            page.fingerprint(),
            it.in_progress,
            it.today,
            it.closed,
            it.must_act
        ),
        None => format!("W/\"{:x}\"", page.fingerprint()),
    }
}
