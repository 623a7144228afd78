//! What stays of a person who was erased? A row that others may point to, and nothing in it.

use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, ContractorId, PartyId};
use domain::personal::ERASED;

use super::Directory;
use super::sql::{ERASE_CONTRACTOR, ERASE_PARTY};
use crate::database::{DatabaseFault, Tx, Value};

impl Directory {
    /// Empties a party's entry, together with whatever else the transaction does. Erasing twice changes nothing, and no
    /// import fills the entry again. Says whether there is such an entry.
    pub async fn erase_party(
        tx: &mut Tx,
        agency: AgencyId,
        id: PartyId,
        at: DateTime<Utc>,
    ) -> Result<bool, DatabaseFault> {
        let params: [Value; 4] = [agency.into(), id.into(), ERASED.into(), at.into()];
        Ok(tx.execute(&ERASE_PARTY, &params).await? > 0)
    }

    /// Empties a contractor's entry and stops offering it; as with a party.
    pub async fn erase_contractor(
        tx: &mut Tx,
        agency: AgencyId,
        id: ContractorId,
        at: DateTime<Utc>,
    ) -> Result<bool, DatabaseFault> {
        let params: [Value; 4] = [agency.into(), id.into(), ERASED.into(), at.into()];
        Ok(tx.execute(&ERASE_CONTRACTOR, &params).await? > 0)
    }
}
