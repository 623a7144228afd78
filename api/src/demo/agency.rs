//! Who is in the demo? The agency and its directory, taken in as any accounting software would send them.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono_tz::Tz;
use domain::ids::{AgencyId, ContractorId, PropertyId, StaffId};
use domain::value::{EmailAddress, PhoneNumber};
use infra::directory::{
    Agency, AgencySettings, ContractorRecord, PartyRecord, PostalAddress, PropertyRecord,
};
use infra::staff::StaffRecord;
use secrecy::SecretString;
use serde::Deserialize;
use uuid::Uuid;

use crate::state::App;

/// The demo's agency, the same on every machine.
pub const AGENCY: AgencyId =
    AgencyId::new(Uuid::from_u128(0x019a_b000_0000_7000_8000_0000_0000_0d05));

/// Everybody's, since the demo listens on this machine only.
pub const PASSWORD: &str = "main-courante-demo";

const AGENCY_FILE: &str = include_str!("data/agency.json");
const STAFF_FILE: &str = include_str!("data/staff.json");
const PARTIES_FILE: &str = include_str!("data/parties.json");
const CONTRACTORS_FILE: &str = include_str!("data/contractors.json");
const PROPERTIES_FILE: &str = include_str!("data/properties.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyFile {
    name: String,
    address: PostalAddress,
    phone: String,
    email: String,
    zone: Tz,
    locale: String,
    sms_sender: String,
    web_name: String,
    colour: String,
}

/// What the tickets' script calls people and places by, and what they are here.
pub struct Cast {
    pub agency: Agency,
    pub staff: HashMap<String, StaffId>,
    pub contractors: HashMap<String, ContractorId>,
    pub properties: HashMap<String, PropertyId>,
}

/// Takes everybody in and lets the staff sign in.
pub async fn take_in(app: &App) -> Result<Cast> {
    let staff: Vec<StaffRecord> = serde_json::from_str(STAFF_FILE).context("staff.json")?;
    let parties: Vec<PartyRecord> = serde_json::from_str(PARTIES_FILE).context("parties.json")?;
    let contractors: Vec<ContractorRecord> =
        serde_json::from_str(CONTRACTORS_FILE).context("contractors.json")?;
    let properties: Vec<PropertyRecord> =
        serde_json::from_str(PROPERTIES_FILE).context("properties.json")?;
    let agency = agency()?;

    app.directory.upsert_agency(&agency).await?;
    let staff_ids = app.staff.upsert(AGENCY, &staff).await?;
    app.directory.upsert_parties(AGENCY, &parties).await?;
    let contractor_ids = app
        .directory
        .upsert_contractors(AGENCY, &contractors)
        .await?;
    let property_ids = app.directory.upsert_properties(AGENCY, &properties).await?;
    for member in app.staff.members(AGENCY).await? {
        app.staff
            .set_password(&member, SecretString::from(PASSWORD))
            .await?;
    }
    Ok(Cast {
        agency,
        staff: staff
            .into_iter()
            .map(|record| record.external_key)
            .zip(staff_ids)
            .collect(),
        contractors: contractors
            .into_iter()
            .map(|record| record.external_key)
            .zip(contractor_ids)
            .collect(),
        properties: properties
            .into_iter()
            .map(|record| record.external_key)
            .zip(property_ids)
            .collect(),
    })
}

fn agency() -> Result<Agency> {
    let file: AgencyFile = serde_json::from_str(AGENCY_FILE).context("agency.json")?;
    let mut settings = AgencySettings::default();
    settings.syndic.default_description =
        "Merci de prévenir l'agence avant tout dépassement de 300 €.".to_owned();
    settings.gerance.rules.tell_assistant = true;
    Ok(Agency {
        id: AGENCY,
        name: file.name,
        address: file.address,
        phone: Some(PhoneNumber::parse(&file.phone)?),
        email: Some(EmailAddress::parse(&file.email)?),
        zone: file.zone,
        locale: file.locale,
        sms_sender: file.sms_sender,
        web_name: file.web_name,
        colour: file.colour,
        settings,
    })
}
