//! Who may be asked to decide on the quotes of a ticket? As the directory says now.

use domain::ids::AgencyId;
use domain::ticket::{Deciders, Module, Opening, Ticket, needs_approval};
use domain::value::Amount;
use infra::directory::Party;

use crate::json::approvals::deciders;
use crate::problem::Problem;
use crate::state::App;

/// Those who decide, and what the directory knows of them.
pub struct Asking {
    pub deciders: Deciders,
    /// The landlord or the president; without a president, the council.
    pub people: Vec<Party>,
    /// Syndic: everybody on the council, its president included.
    pub council: Vec<Party>,
}

impl Asking {
    pub async fn of(app: &App, agency: AgencyId, opening: &Opening) -> Result<Self, Problem> {
        let deciders = deciders(app, agency, opening.property.id.uuid()).await?;
        let council = match opening.module {
            Module::Gerance => vec![],
            Module::Syndic => app.directory.council(agency, opening.property.id).await?,
        };
        let council = council.into_iter().map(|member| member.party).collect();
        let ids = match (opening.module, deciders.president) {
            (Module::Gerance, _) => deciders.landlord.into_iter().collect(),
            (Module::Syndic, Some(president)) => vec![president],
            (Module::Syndic, None) => deciders.council.clone(),
        };
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            people.extend(app.directory.party(agency, id).await?);
        }
        Ok(Self {
            deciders,
            people,
            council,
        })
    }

    /// The mandate's threshold, where a quote that waits for a decision is above it.
    pub fn exceeded(&self, ticket: &Ticket) -> Option<Amount> {
        let waiting = ticket.assignments.iter().filter(|part| part.is_active());
        let mut offers = waiting.filter_map(|part| part.offer.as_ref());
        let above = offers.any(|offer| {
            !offer.is_accepted() && needs_approval(offer.quote.amount, self.deciders.threshold)
        });
        self.deciders.threshold.filter(|_| above)
    }

    /// Whether somebody typed in by hand may decide.
    pub fn takes_by_hand(&self, module: Module) -> bool {
        module == Module::Syndic && self.deciders.president.is_none()
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
