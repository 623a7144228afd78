//! In whose name is a message written, and to which of the staff? What messages ask of the directory.

use async_trait::async_trait;
use domain::ids::{AgencyId, StaffId};
use domain::value::PhoneNumber;

use super::Directory;
use crate::clock::Clock;
use crate::database::DatabaseFault;
use crate::message::address_book::{AddressBook, Letterhead, StaffCard};
use crate::staff::Staff;

#[async_trait]
impl AddressBook for Directory {
    async fn letterhead(&self, agency: AgencyId) -> Result<Option<Letterhead>, DatabaseFault> {
        let agency = self.agency(agency).await?;
        Ok(agency.map(|agency| Letterhead {
            name: agency.name,
            street: agency.address.street,
            postal_code: agency.address.postal_code,
            city: agency.address.city,
            phone: agency.phone.as_ref().map(PhoneNumber::display_national),
            email: agency.email.map(|email| email.to_string()),
            colour: agency.colour,
            sms_sender: agency.sms_sender,
            zone: agency.zone,
        }))
    }

    /// Nobody, if there is no such member or they left: a colleague who left gets nothing any more.
    async fn staff(
        &self,
        agency: AgencyId,
        staff: StaffId,
    ) -> Result<Option<StaffCard>, DatabaseFault> {
        // Reading a member asks no time.
        let members = Staff::new(self.database.clone(), Clock::system());
        let member = members
            .member(agency, staff)
            .await?
            .filter(|member| member.active);
        Ok(member.map(|member| StaffCard {
            name: member.name,
            email: member.email.to_string(),
        }))
    }
}
