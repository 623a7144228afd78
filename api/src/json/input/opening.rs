//! What is said when a service order is opened, for one contractor or several?

use super::{ContractorInput, PersonInput, ReminderPolicyInput, SiteContactInput, ToldInput};
use domain::ticket::{Mission, Module, Source};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A service order: where, what, who. Whatever is left out has the agency's default.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningInput {
    #[schema(value_type = ModuleCode)]
    pub module: Module,
    /// What the contractors are sent for: to fix (`ODS`, `ODSM`) or to price (`DS`, `DM`).
    #[serde(default)]
    #[schema(value_type = MissionCode)]
    pub mission: Mission,
    /// Of the directory.
    pub property: Uuid,
    /// 1 to 200 characters; repeated in all correspondence.
    #[schema(min_length = 1, max_length = 200, example = "Fuite d'eau")]
    pub subject: String,
    /// At most 10 000 characters; the agency's default text where it is left out.
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub description: Option<String>,
    /// What the requester wrote, untouched.
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub original_description: Option<String>,
    /// The contractor to be sent.
    pub contractor: ContractorInput,
    /// Those sent beside the first, each with an order of their own; with any, the type is `ODSM`. 19 at most.
    #[serde(default)]
    #[schema(max_items = 19)]
    pub other_contractors: Vec<ContractorInput>,
    /// Nothing leaves automatically while it is on.
    #[serde(default)]
    pub silent: bool,
    #[serde(default)]
    pub requester: Option<PersonInput>,
    #[serde(default = "by_phone")]
    #[schema(value_type = SourceCode)]
    pub source: Source,
    /// An instant with its offset, not in the future; now where it is left out.
    #[serde(default)]
    #[schema(format = DateTime, example = "2026-03-02T09:00:00+01:00")]
    pub requested_at: Option<String>,
    /// Gérance: invoices are made out in the landlord's name.
    #[serde(default)]
    pub name_landlord: bool,
    /// Whether the contractor is asked, shortly before the visit, whether they are there.
    #[serde(default)]
    pub ask_presence: bool,
    #[serde(default)]
    pub site_contact: Option<SiteContactInput>,
    #[serde(default)]
    pub watchers: Vec<ToldInput>,
    #[serde(default)]
    pub reminder_policy: Option<ReminderPolicyInput>,
    /// The key under which the desktop software knows the ticket: sent again, it gives the first ticket again.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub external_reference: Option<String>,
}

pub(super) fn by_extranet() -> Source {
    Source::Extranet
}

fn by_phone() -> Source {
    Source::Phone
}

/// The activity that a ticket belongs to.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only described")]
pub enum ModuleCode {
    Syndic,
    Gerance,
}

/// What a contractor is engaged for.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only described")]
pub enum MissionCode {
    ServiceOrder,
    Quote,
}

/// How the agency learned of the problem.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only described")]
pub enum SourceCode {
    Phone,
    Email,
    Extranet,
    Letter,
    Visit,
    DesktopSoftware,
    Other,
}
