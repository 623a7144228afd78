//! Who is in the demo? The agency and its directory, taken in as any accounting software would send them.

use std::collections::HashMap;

use anyhow::Result;
use domain::ids::{AgencyId, ContractorId, PropertyId, StaffId};
use infra::directory::{Agency, AgencySettings};
use secrecy::SecretString;
use uuid::Uuid;

use crate::records::Records;
use crate::state::App;

/// The demo's agency, the same on every machine.
pub const AGENCY: AgencyId =
    AgencyId::new(Uuid::from_u128(0x019a_b000_0000_7000_8000_0000_0000_0d05));

/// Everybody's, since the demo listens on this machine only.
pub const PASSWORD: &str = "main-courante-demo";

/// What the tickets' script calls people and places by, and what they are here.
pub struct Cast {
    pub agency: Agency,
    pub staff: HashMap<String, StaffId>,
    pub contractors: HashMap<String, ContractorId>,
    pub properties: HashMap<String, PropertyId>,
}

/// Takes everybody in and lets the staff sign in.
pub async fn take_in(app: &App) -> Result<Cast> {
    let records = records()?;
    let agency = records.agency.clone().with(AGENCY, settings());
    let taken = records.take_in(app, &agency).await?;
    for member in app.staff.members(AGENCY).await? {
        let password = SecretString::from(PASSWORD);
        app.staff.set_password(&member, password).await?;
    }
    Ok(Cast {
        agency,
        staff: by_key(
            records.staff.iter().map(|record| &record.external_key),
            taken.staff,
        ),
        contractors: by_key(
            records
                .contractors
                .iter()
                .map(|record| &record.external_key),
            taken.contractors,
        ),
        properties: by_key(
            records.properties.iter().map(|record| &record.external_key),
            taken.properties,
        ),
    })
}

fn by_key<'a, T>(keys: impl Iterator<Item = &'a String>, ids: Vec<T>) -> HashMap<String, T> {
    keys.cloned().zip(ids).collect()
}

fn records() -> Result<Records> {
    Ok(Records {
        agency: serde_json::from_str(include_str!("data/agency.json"))?,
        staff: serde_json::from_str(include_str!("data/staff.json"))?,
        parties: serde_json::from_str(include_str!("data/parties.json"))?,
        contractors: serde_json::from_str(include_str!("data/contractors.json"))?,
        properties: serde_json::from_str(include_str!("data/properties.json"))?,
    })
}

fn settings() -> AgencySettings {
    let mut settings = AgencySettings::default();
    settings.syndic.default_description =
        "Merci de prévenir l'agence avant tout dépassement de 300 €.".to_owned();
    settings.gerance.rules.tell_assistant = true;
    settings
}
