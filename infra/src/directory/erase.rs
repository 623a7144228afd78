//! What stays of a person who was erased? A row that others may point to, and nothing in it.

use domain::ids::{AgencyId, ContractorId, PartyId};
use domain::personal::ERASED;

use super::Directory;
use super::sql::{ERASE_CONTRACTOR, ERASE_PARTY};
use crate::database::DatabaseFault;

impl Directory {
    /// Empties a party's entry. Erasing twice changes nothing.
    pub async fn erase_party(&self, agency: AgencyId, id: PartyId) -> Result<(), DatabaseFault> {
        self.database
            .execute(&ERASE_PARTY, &[agency.into(), id.into(), ERASED.into()])
            .await?;
        Ok(())
    }

    /// Empties a contractor's entry and stops offering it.
    pub async fn erase_contractor(
        &self,
        agency: AgencyId,
        id: ContractorId,
    ) -> Result<(), DatabaseFault> {
        self.database
            .execute(
                &ERASE_CONTRACTOR,
                &[agency.into(), id.into(), ERASED.into()],
            )
            .await?;
        Ok(())
    }
}
