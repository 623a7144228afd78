//! Who writes, and how are the agency's own people reached? What messages need to know and no ticket holds.

use async_trait::async_trait;
use chrono_tz::Tz;
use domain::ids::{AgencyId, StaffId};

use crate::database::DatabaseFault;

/// The agency as it stands at the head of its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    /// As people write it: `03 83 00 00 00`.
    pub phone: Option<String>,
    pub email: Option<String>,
    /// `#rrggbb`
    pub colour: String,
    /// At most 11 letters.
    pub sms_sender: String,
    pub zone: Tz,
}

/// One of the agency's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffCard {
    pub name: String,
    pub email: String,
}

/// Looked up at the moment a message leaves, so that it carries today's address and colours.
#[async_trait]
pub trait AddressBook: Send + Sync {
    async fn letterhead(&self, agency: AgencyId) -> Result<Option<Letterhead>, DatabaseFault>;

    async fn staff(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<Option<StaffCard>, DatabaseFault>;
}
