//! What does another system say about a property? Everything by its own keys.

use domain::ids::{AgencyId, PropertyId};
use domain::ticket::{Module, PropertyKind};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::sql::{
    ADD_COUNCIL_MEMBER, FORGET_COUNCIL, FORGET_TEAM, SET_TEAM_MEMBER, UPSERT_PROPERTY,
};
use super::{Directory, PostalAddress, fold, key};
use crate::database::{DatabaseFault, Tx, Value};

/// A property with whom it concerns; other records are named by their external keys and may come later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropertyRecord {
    pub external_key: String,
    pub module: Module,
    pub kind: PropertyKind,
    pub reference: String,
    pub name: String,
    pub address: PostalAddress,
    #[serde(default)]
    pub building: Option<String>,
    #[serde(default)]
    pub landlord: Option<String>,
    #[serde(default)]
    pub tenant: Option<String>,
    #[serde(default)]
    pub works_threshold_cents: Option<i64>,
    #[serde(default)]
    pub council: Vec<CouncilSeat>,
    pub team: TeamRecord,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouncilSeat {
    pub party: String,
    /// At most one seat of a council.
    #[serde(default)]
    pub president: bool,
}

/// Who of the staff looks after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TeamRecord {
    pub manager: Option<String>,
    pub assistant: Option<String>,
    pub accountant: Option<String>,
}

impl Directory {
    /// Takes every property in, all or none; the same record again changes nothing.
    pub async fn upsert_properties(
        &self,
        agency: AgencyId,
        records: &[PropertyRecord],
    ) -> Result<Vec<PropertyId>, DatabaseFault> {
        let mut tx = self.database.begin().await?;
        let mut ids = Vec::with_capacity(records.len());
        for record in records {
            ids.push(upsert(&mut tx, agency, record).await?);
        }
        tx.commit().await?;
        Ok(ids)
    }
}

async fn upsert(
    tx: &mut Tx,
    agency: AgencyId,
    record: &PropertyRecord,
) -> Result<PropertyId, DatabaseFault> {
    let id = key::property(agency, &record.external_key);
    tx.execute(&UPSERT_PROPERTY, &parameters(agency, id, record))
        .await?;
    seat_council(tx, agency, id, &record.council).await?;
    assign_team(tx, agency, id, &record.team).await?;
    Ok(id)
}

async fn seat_council(
    tx: &mut Tx,
    agency: AgencyId,
    property: PropertyId,
    council: &[CouncilSeat],
) -> Result<(), DatabaseFault> {
    tx.execute(&FORGET_COUNCIL, &[agency.into(), property.into()])
        .await?;
    for seat in council {
        let party = key::party(agency, &seat.party);
        let row = [
            agency.into(),
            property.into(),
            party.into(),
            seat.president.into(),
        ];
        tx.execute(&ADD_COUNCIL_MEMBER, &row).await?;
    }
    Ok(())
}

async fn assign_team(
    tx: &mut Tx,
    agency: AgencyId,
    property: PropertyId,
    team: &TeamRecord,
) -> Result<(), DatabaseFault> {
    tx.execute(&FORGET_TEAM, &[agency.into(), property.into()])
        .await?;
    let roles = [
        ("manager", &team.manager),
        ("assistant", &team.assistant),
        ("accountant", &team.accountant),
    ];
    for (role, member) in roles {
        if let Some(member) = member {
            let staff = key::staff(agency, member);
            tx.execute(
                &SET_TEAM_MEMBER,
                &[agency.into(), property.into(), role.into(), staff.into()],
            )
            .await?;
        }
    }
    Ok(())
}

fn parameters(agency: AgencyId, id: PropertyId, record: &PropertyRecord) -> [Value; 15] {
    let code = |value: serde_json::Value| value.as_str().map(str::to_owned);
    let party =
        |external_key: &Option<String>| external_key.as_ref().map(|text| key::party(agency, text));
    let searchable = format!("{} {} {}", record.reference, record.name, record.address);
    [
        agency.into(),
        id.into(),
        (&record.external_key).into(),
        code(json!(record.module)).into(),
        code(json!(record.kind)).into(),
        (&record.reference).into(),
        (&record.name).into(),
        (&record.address.street).into(),
        (&record.address.postal_code).into(),
        (&record.address.city).into(),
        record
            .building
            .as_ref()
            .map(|text| key::property(agency, text))
            .into(),
        party(&record.landlord).into(),
        party(&record.tenant).into(),
        record.works_threshold_cents.into(),
        fold::fold(&searchable).into(),
    ]
}
