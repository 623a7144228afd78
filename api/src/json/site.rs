//! Where is it? What the directory says about the place of a ticket or a request that is about to begin.

use crate::problem::{Answer, Problem};
use crate::state::App;
use domain::ids::AgencyId;
use domain::ticket::Clients;
use infra::directory::{Agency, Property};
use uuid::Uuid;

pub struct Site {
    pub agency: Agency,
    pub property: Property,
}

impl Site {
    /// # Errors
    /// 422 at `property` where the directory has no such thing.
    pub async fn of(app: &App, agency: AgencyId, property: Uuid) -> Answer<Self> {
        let property = app.directory.property(agency, property.into()).await?;
        let agency = app.directory.agency(agency).await?;
        Ok(Self {
            agency: agency.ok_or_else(Problem::not_found)?,
            property: property
                .ok_or_else(|| Problem::invalid("property", "not_in_the_directory"))?,
        })
    }

    /// For whom the agency looks after it.
    pub async fn clients(&self, app: &App) -> Answer<Clients> {
        Ok(app
            .directory
            .clients(self.agency.id, &self.property)
            .await?)
    }

    /// The property as a ticket keeps it.
    ///
    /// # Errors
    /// 422 at `property` where nobody knows in which department it lies.
    pub fn property(&self) -> Answer<domain::ticket::Property> {
        let unknown_department = |_| Problem::invalid("property", "unknown_department");
        let kept = self.property.for_ticket(self.agency.zone);
        kept.map_err(unknown_department)
    }
}
