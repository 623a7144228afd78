//! What is said when a client asks for something, and when the agency decides on it?

use super::opening::{MissionCode, ModuleCode, SourceCode, by_extranet};
use super::{
    ChannelsInput, ContractorInput, OpeningInput, Order, Place, ReminderPolicyInput,
    SiteContactInput, ToldInput, Typed, missing,
};
use crate::problem::Answer;
use domain::ticket::{Mission, Module, Opening, Source, TicketCommand};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A client's request, as an extranet hands it over: where, what, who. Its files follow as attachments of the ticket.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestInput {
    #[schema(value_type = ModuleCode)]
    pub module: Module,
    /// Of the directory.
    pub property: Uuid,
    /// 1 to 200 characters; repeated in all correspondence.
    #[schema(min_length = 1, max_length = 200, example = "Fuite d'eau")]
    pub subject: String,
    /// What the requester wrote; at most 10 000 characters. Nobody changes it afterwards.
    #[schema(max_length = 10000)]
    pub description: String,
    pub requester: RequesterInput,
    #[serde(default = "by_extranet")]
    #[schema(value_type = SourceCode)]
    pub source: Source,
    /// An instant with its offset, not in the future; now where it is left out.
    #[serde(default)]
    #[schema(format = DateTime, example = "2026-03-02T09:00:00+01:00")]
    pub requested_at: Option<String>,
    /// The key under which the extranet knows it: sent again, it gives the first ticket again.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub external_reference: Option<String>,
}

/// Who asks. Whatever is left out is taken from the directory; a blank text takes out what stands there.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RequesterInput {
    /// The directory's entry.
    pub party: Option<Uuid>,
    pub name: Option<String>,
    pub email: Option<String>,
    /// French numbers in any usual form; others with their country's prefix.
    pub phone: Option<String>,
    /// How the requester is told what becomes of it; by e-mail where nothing is said.
    pub channels: Option<ChannelsInput>,
}

impl RequesterInput {
    pub fn typed(&self) -> Typed<'_> {
        Typed {
            name: self.name.as_deref(),
            email: self.email.as_deref(),
            phone: self.phone.as_deref(),
        }
    }
}

/// What else a requester asks for, about the same place.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequestInput {
    /// 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200, example = "Porte de la cave")]
    pub subject: String,
    /// At most 10 000 characters.
    #[schema(max_length = 10000)]
    pub description: String,
}

/// What the manager completes a request with. Requester, source, date and original words stay those of the request;
/// where, subject and description do where they are left out.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidationInput {
    /// What the contractors are sent for: to fix (`ODS`, `ODSM`) or to price (`DS`, `DM`).
    #[serde(default)]
    #[schema(value_type = MissionCode)]
    pub mission: Mission,
    /// Of the directory, and of the request's module.
    #[serde(default)]
    pub property: Option<Uuid>,
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub subject: Option<String>,
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub description: Option<String>,
    /// The contractor to be sent: the ticket becomes a service order.
    pub contractor: ContractorInput,
    /// Those sent beside the first; with any, the ticket becomes an `ODSM`.
    #[serde(default)]
    #[schema(max_items = 19)]
    pub other_contractors: Vec<ContractorInput>,
    #[serde(default)]
    pub silent: bool,
    #[serde(default)]
    pub name_landlord: bool,
    #[serde(default)]
    pub ask_presence: bool,
    #[serde(default)]
    pub site_contact: Option<SiteContactInput>,
    /// The requester alone where nothing is said.
    #[serde(default)]
    pub watchers: Option<Vec<ToldInput>>,
    #[serde(default)]
    pub reminder_policy: Option<ReminderPolicyInput>,
}

impl ValidationInput {
    /// The ticket that is opened, with what the request says where nothing else is said.
    ///
    /// # Errors
    /// 400 where something was erased from the request and is not said anew.
    pub fn completing(&self, asked: &Opening) -> Answer<OpeningInput> {
        let subject = asked.subject.get().map(ToString::to_string);
        let description = asked.description.get().map(ToString::to_string);
        let subject = self.subject.clone().or(subject);
        Ok(OpeningInput {
            module: asked.module,
            mission: self.mission,
            property: self.property.unwrap_or(asked.property.id.uuid()),
            subject: subject.ok_or_else(|| missing("subject"))?,
            description: self.description.clone().or(description),
            original_description: None,
            contractor: self.contractor.clone(),
            other_contractors: self.other_contractors.clone(),
            silent: self.silent,
            requester: None,
            source: asked.source,
            requested_at: None,
            name_landlord: self.name_landlord,
            ask_presence: self.ask_presence,
            site_contact: self.site_contact.clone(),
            watchers: self.watchers.clone().unwrap_or_default(),
            reminder_policy: self.reminder_policy.clone(),
            external_reference: None,
        })
    }
}

/// Why the agency does nothing about a request. The requester reads it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissalInput {
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "L'entretien de l'évier revient au locataire."
    )]
    pub reason: String,
}

impl Order for DismissalInput {
    fn command(self, place: &Place) -> Answer<TicketCommand> {
        Ok(TicketCommand::DismissRequest {
            reason: place.text("reason", &self.reason)?,
        })
    }
}
