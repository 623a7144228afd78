//! Who may be asked to decide on the quotes of a ticket? As the directory says now.

use domain::ids::AgencyId;
use domain::ticket::{Deciders, Module, Opening};
use infra::directory::Party;

use crate::json::approvals::deciders;
use crate::problem::Problem;
use crate::state::App;

/// Those who decide, and what the directory knows of them.
pub struct Asking {
    pub deciders: Deciders,
    /// The landlord or the president; without a president, the council.
    pub people: Vec<Party>,
}

impl Asking {
    pub async fn of(app: &App, agency: AgencyId, opening: &Opening) -> Result<Self, Problem> {
        let deciders = deciders(app, agency, opening.property.id.uuid()).await?;
        let ids = match (opening.module, deciders.president) {
            (Module::Gerance, _) => deciders.landlord.into_iter().collect(),
            (Module::Syndic, Some(president)) => vec![president],
            (Module::Syndic, None) => deciders.council.clone(),
        };
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            people.extend(app.directory.party(agency, id).await?);
        }
        Ok(Self { deciders, people })
    }

    /// As what somebody decides: its name in the catalogue.
    pub fn title(&self, party: &Party, module: Module) -> &'static str {
        match module {
            Module::Gerance => "approver-landlord",
            Module::Syndic if self.deciders.president == Some(party.id) => "approver-president",
            Module::Syndic => "approver-member",
        }
    }
}
