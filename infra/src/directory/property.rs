//! Where is the work? Co-ownerships, units, single-owner buildings.

use domain::ids::{AgencyId, PartyId, PropertyId, StaffId};
use domain::ticket::{Module, PropertyKind};
use domain::value::Amount;
use serde_json::json;

use super::party::from_row as party_from_row;
use super::sql::{COUNCIL, FIND_PROPERTIES, PROPERTY};
use super::{Directory, Party, PostalAddress, fold, typed};
use crate::database::{DatabaseFault, Row};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    pub id: PropertyId,
    pub module: Module,
    pub kind: PropertyKind,
    /// The agency's own reference of it.
    pub reference: String,
    pub name: String,
    pub address: PostalAddress,
    /// Of a unit, when the building is in the directory too.
    pub building: Option<PropertyId>,
    /// Of a unit or a single-owner building.
    pub landlord: Option<PartyId>,
    pub landlord_name: Option<String>,
    /// Of a unit that is let.
    pub tenant: Option<PartyId>,
    pub tenant_name: Option<String>,
    /// Of a co-ownership whose council has one.
    pub president: Option<PartyId>,
    /// From which amount the mandate asks for the landlord's consent.
    pub works_threshold: Option<Amount>,
    pub manager: Option<StaffId>,
    pub assistant: Option<StaffId>,
    pub accountant: Option<StaffId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilMember {
    pub party: Party,
    pub president: bool,
}

impl Directory {
    pub async fn property(
        &self,
        agency: AgencyId,
        id: PropertyId,
    ) -> Result<Option<Property>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&PROPERTY, &[agency.into(), id.into()])
            .await?;
        row.as_ref().map(from_row).transpose()
    }

    /// Properties of an activity whose reference, name, address, landlord or tenant hold every word (of the first
    /// four), by reference.
    pub async fn find_properties(
        &self,
        agency: AgencyId,
        module: Module,
        text: &str,
        limit: u32,
    ) -> Result<Vec<Property>, DatabaseFault> {
        let [a, b, c, d] = fold::patterns(text);
        let module = json!(module).as_str().map(str::to_owned);
        let asked = [
            agency.into(),
            module.into(),
            a.into(),
            b.into(),
            c.into(),
            d.into(),
            limit.into(),
        ];
        let rows = self.database.fetch(&FIND_PROPERTIES, &asked).await?;
        rows.iter().map(from_row).collect()
    }

    /// The council of a co-ownership, its president first.
    pub async fn council(
        &self,
        agency: AgencyId,
        property: PropertyId,
    ) -> Result<Vec<CouncilMember>, DatabaseFault> {
        let rows = self
            .database
            .fetch(&COUNCIL, &[agency.into(), property.into()])
            .await?;
        let member = |row: &Row| {
            Ok(CouncilMember {
                party: party_from_row(row)?,
                president: row.bool("president")?,
            })
        };
        rows.iter().map(member).collect()
    }
}

fn from_row(row: &Row) -> Result<Property, DatabaseFault> {
    Ok(Property {
        id: row.uuid("id")?.into(),
        module: typed::coded("module", row.text("module")?)?,
        kind: typed::coded("kind", row.text("kind")?)?,
        reference: row.text("reference")?,
        name: row.text("name")?,
        address: PostalAddress::from_row(row)?,
        building: row.opt_uuid("building")?.map(PropertyId::new),
        landlord: row.opt_uuid("landlord")?.map(PartyId::new),
        landlord_name: row.opt_text("landlord_name")?,
        tenant: row.opt_uuid("tenant")?.map(PartyId::new),
        tenant_name: row.opt_text("tenant_name")?,
        president: row.opt_uuid("president")?.map(PartyId::new),
        works_threshold: typed::opt_amount(
            "works_threshold_cents",
            row.opt_int("works_threshold_cents")?,
        )?,
        manager: row.opt_uuid("manager")?.map(StaffId::new),
        assistant: row.opt_uuid("assistant")?.map(StaffId::new),
        accountant: row.opt_uuid("accountant")?.map(StaffId::new),
    })
}
