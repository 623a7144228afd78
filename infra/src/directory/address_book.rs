//! In whose name is a message written, and to which of the staff? What delivery asks of the directory.

use async_trait::async_trait;
use chrono_tz::Tz;
use domain::ids::{AgencyId, StaffId};
use domain::value::{EmailAddress, PhoneNumber};

use super::{Directory, PostalAddress};
use crate::clock::Clock;
use crate::database::DatabaseFault;
use crate::staff::Staff;

/// What stands at the head and foot of an agency's messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    pub name: String,
    pub address: PostalAddress,
    pub phone: Option<PhoneNumber>,
    pub email: Option<EmailAddress>,
    pub zone: Tz,
    pub locale: String,
    pub sms_sender: String,
    pub colour: String,
}

/// Somebody of the staff, as a message names and reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub name: String,
    pub email: EmailAddress,
    pub phone: Option<PhoneNumber>,
}

/// Asked at the moment of sending: a colleague who left since gets nothing.
#[async_trait]
pub trait AddressBook: Send + Sync {
    async fn letterhead(&self, agency: AgencyId) -> Result<Option<Letterhead>, DatabaseFault>;

    /// Nobody, if there is no such member or they left.
    async fn colleague(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<Option<Recipient>, DatabaseFault>;
}

#[async_trait]
impl AddressBook for Directory {
    async fn letterhead(&self, agency: AgencyId) -> Result<Option<Letterhead>, DatabaseFault> {
        let agency = self.agency(agency).await?;
        Ok(agency.map(|agency| Letterhead {
            name: agency.name,
            address: agency.address,
            phone: agency.phone,
            email: agency.email,
            zone: agency.zone,
            locale: agency.locale,
            sms_sender: agency.sms_sender,
            colour: agency.colour,
        }))
    }

    async fn colleague(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<Option<Recipient>, DatabaseFault> {
        // Reading a member asks no time.
        let staff_list = Staff::new(self.database.clone(), Clock::system());
        let member = staff_list
            .member(agency, staff)
            .await?
            .filter(|member| member.active);
        Ok(member.map(|member| Recipient {
            name: member.name,
            email: member.email,
            phone: member.phone,
        }))
    }
}
