//! What of the directory does a ticket take with it? Copies, as they are on the day they are used.

use chrono_tz::Tz;
use domain::calendar::{Department, UnknownDepartment};
use domain::ids::{AgencyId, PartyId};
use domain::personal::{Personal, Subject};
use domain::ticket::{
    Channels, Clients, EngagedContractor, Module, Person, PersonDetails,
    Property as TicketProperty, Team,
};
use domain::value::ShortText;

use super::{Contractor, Directory, Party, Property};
use crate::database::DatabaseFault;

impl Directory {
    /// For whom the agency looks after a place: syndic, the president of the council; gérance, landlord and tenant.
    pub async fn clients(
        &self,
        agency: AgencyId,
        property: &Property,
    ) -> Result<Clients, DatabaseFault> {
        Ok(match property.module {
            Module::Syndic => Clients {
                president: self.client(agency, property.president).await?,
                ..Clients::default()
            },
            Module::Gerance => Clients {
                landlord: self.client(agency, property.landlord).await?,
                tenant: self.client(agency, property.tenant).await?,
                ..Clients::default()
            },
        })
    }

    async fn client(
        &self,
        agency: AgencyId,
        id: Option<PartyId>,
    ) -> Result<Option<Person>, DatabaseFault> {
        let party = match id {
            Some(id) => self.party(agency, id).await?,
            None => None,
        };
        Ok(party.map(|party| party.for_ticket()))
    }
}

impl Property {
    /// The place of the work; `zone` is the agency's.
    ///
    /// # Errors
    /// [`UnknownDepartment`] when the postal code is no French one, so that nobody knows which holidays hold there.
    pub fn for_ticket(&self, zone: Tz) -> Result<TicketProperty, UnknownDepartment> {
        Ok(TicketProperty {
            id: self.id,
            kind: self.kind,
            module: self.module,
            reference: self.reference.clone(),
            name: self.name.clone(),
            street: self.address.street.clone(),
            postal_code: self.address.postal_code.clone(),
            city: self.address.city.clone(),
            department: Department::of_postal_code(&self.address.postal_code)?,
            zone,
        })
    }

    /// Who looks after it, if it has a manager.
    pub fn team(&self) -> Option<Team> {
        let (assistant, accountant) = (self.assistant, self.accountant);
        self.manager.map(|manager| Team {
            manager,
            assistant,
            accountant,
        })
    }
}

impl Party {
    pub fn for_ticket(&self) -> Person {
        let details = PersonDetails {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
        };
        Person {
            party: Some(self.id),
            details: Personal::new(Subject::party(self.id), details),
        }
    }
}

impl Contractor {
    /// For one ticket: the channels ticked for it, and what is asked besides the usual instructions.
    pub fn for_ticket(
        &self,
        trade: Option<String>,
        channels: Channels,
        instructions: Option<Personal<ShortText>>,
    ) -> EngagedContractor {
        let details = PersonDetails {
            name: self.company.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
        };
        EngagedContractor {
            contractor: Some(self.id),
            details: Personal::new(Subject::contractor(self.id), details),
            trade,
            channels,
            instructions,
        }
    }
}
