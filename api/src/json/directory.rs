//! Who is asking, and who and what is there to choose from?

use crate::extract::{Caller, Query};
use crate::problem::{Answer, Problem};
use crate::state::App;
use axum::Json;
use axum::extract::State;
use domain::ticket::Module;
use infra::directory::{Contractor, Property};
use infra::staff::{Role, Scope};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::input::ModuleCode;
use super::view::{ChannelsView, code};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find_properties))
        .routes(routes!(find_contractors))
        .routes(routes!(whoami))
}

/// What to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Search {
    /// Words that must all be found; case and accents do not matter.
    q: String,
    /// At most so many, 1 to 500.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500, example = 50)]
    limit: Option<u32>,
}

/// What to look for, and where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PropertySearch {
    /// `syndic` or `gerance`.
    #[param(value_type = ModuleCode, inline)]
    module: Module,
    /// Words that must all be found in reference, name, address, landlord or tenant.
    #[serde(default)]
    q: String,
    /// At most so many, 1 to 500.
    #[serde(default)]
    #[param(minimum = 1, maximum = 500, example = 50)]
    limit: Option<u32>,
}

fn limit(asked: Option<u32>) -> Answer<u32> {
    match asked {
        None => Ok(50),
        Some(limit @ 1..=500) => Ok(limit),
        Some(_) => Err(Problem::malformed("malformed_query")
            .with("name", "limit")
            .at("limit")),
    }
}

/// A property of the directory.
#[derive(Serialize, ToSchema)]
struct PropertyEntry {
    id: Uuid,
    #[schema(example = "syndic")]
    module: String,
    #[schema(example = "co_ownership")]
    kind: String,
    reference: String,
    name: String,
    street: String,
    postal_code: String,
    city: String,
    landlord_name: Option<String>,
    tenant_name: Option<String>,
    manager: Option<Uuid>,
    assistant: Option<Uuid>,
    accountant: Option<Uuid>,
}

impl From<Property> for PropertyEntry {
    fn from(property: Property) -> Self {
        Self {
            id: property.id.uuid(),
            module: code(property.module),
            kind: code(property.kind),
            reference: property.reference,
            name: property.name,
            street: property.address.street,
            postal_code: property.address.postal_code,
            city: property.address.city,
            landlord_name: property.landlord_name,
            tenant_name: property.tenant_name,
            manager: property.manager.map(Into::into),
            assistant: property.assistant.map(Into::into),
            accountant: property.accountant.map(Into::into),
        }
    }
}

/// Find properties.
#[utoipa::path(get, path = "/properties", tag = "directory", params(PropertySearch),
    responses((status = 200, body = Vec<PropertyEntry>)))]
async fn find_properties(
    State(app): State<App>,
    caller: Caller,
    Query(search): Query<PropertySearch>,
) -> Answer<Json<Vec<PropertyEntry>>> {
    caller.needs(Scope::ReadTickets)?;
    let limit = limit(search.limit)?;
    let found = app
        .directory
        .find_properties(caller.agency(), search.module, &search.q, limit)
        .await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// A contractor of the directory.
#[derive(Serialize, ToSchema)]
struct ContractorEntry {
    id: Uuid,
    company: String,
    trades: Vec<String>,
    email: Option<String>,
    /// E.164.
    phone: Option<String>,
    siret: Option<String>,
    /// What always holds for this contractor.
    instructions: String,
    channels: ChannelsView,
}

impl From<Contractor> for ContractorEntry {
    fn from(contractor: Contractor) -> Self {
        Self {
            id: contractor.id.uuid(),
            company: contractor.company,
            trades: contractor.trades,
            email: contractor.email.map(|email| email.to_string()),
            phone: contractor.phone.map(|phone| phone.as_str().to_owned()),
            siret: contractor.siret,
            instructions: contractor.instructions,
            channels: contractor.channels.into(),
        }
    }
}

/// Find contractors.
#[utoipa::path(get, path = "/contractors", tag = "directory", params(Search),
    responses((status = 200, body = Vec<ContractorEntry>)))]
async fn find_contractors(
    State(app): State<App>,
    caller: Caller,
    Query(search): Query<Search>,
) -> Answer<Json<Vec<ContractorEntry>>> {
    caller.needs(Scope::ReadTickets)?;
    let found = app
        .directory
        .find_contractors(caller.agency(), &search.q, limit(search.limit)?)
        .await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Whoever is asking.
#[derive(Serialize, ToSchema)]
struct MeView {
    id: Uuid,
    agency: Uuid,
    name: String,
    email: String,
    #[schema(example = json!(["manager"]))]
    roles: Vec<&'static str>,
    /// Of the token; none with a session, which may do everything that the roles allow.
    #[schema(example = json!(["tickets:read"]))]
    scopes: Option<Vec<&'static str>>,
}

/// Who is asking.
#[utoipa::path(get, path = "/me", tag = "directory", responses((status = 200, body = MeView)))]
async fn whoami(caller: Caller) -> Json<MeView> {
    let scopes = caller
        .scopes()
        .map(|scopes| scopes.iter().map(|scope| scope.code()).collect());
    let staff = caller.staff;
    Json(MeView {
        id: staff.id.uuid(),
        agency: staff.agency.uuid(),
        name: staff.name,
        email: staff.email.to_string(),
        roles: staff.roles.into_iter().map(Role::code).collect(),
        scopes,
    })
}
