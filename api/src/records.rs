//! What does the accounting software send? An agency with everybody and everything in it, as a folder of JSON files.
//!
//! The demo's own files, in `api/src/demo/data/`, are the example of each.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use domain::ids::{ContractorId, PropertyId, StaffId};
use infra::directory::{Agency, AgencyRecord, ContractorRecord, PartyRecord, PropertyRecord};
use infra::staff::StaffRecord;
use serde::de::DeserializeOwned;

use crate::state::App;

#[derive(Clone, Debug)]
pub struct Records {
    pub agency: AgencyRecord,
    pub staff: Vec<StaffRecord>,
    pub parties: Vec<PartyRecord>,
    pub contractors: Vec<ContractorRecord>,
    pub properties: Vec<PropertyRecord>,
}

/// What the records are here, each in its file's order.
pub struct TakenIn {
    pub staff: Vec<StaffId>,
    pub contractors: Vec<ContractorId>,
    pub properties: Vec<PropertyId>,
}

impl Records {
    /// Reads the five files; says which one is wrong, and where.
    pub fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            agency: read(folder, "agency.json")?,
            staff: read(folder, "staff.json")?,
            parties: read(folder, "parties.json")?,
            contractors: read(folder, "contractors.json")?,
            properties: read(folder, "properties.json")?,
        })
    }

    /// Takes each file in, whole or not at all; the same records again change nothing.
    pub async fn take_in(&self, app: &App, agency: &Agency) -> Result<TakenIn> {
        app.directory.upsert_agency(agency).await?;
        app.directory
            .upsert_parties(agency.id, &self.parties)
            .await?;
        Ok(TakenIn {
            staff: app.staff.upsert(agency.id, &self.staff).await?,
            contractors: app
                .directory
                .upsert_contractors(agency.id, &self.contractors)
                .await?,
            properties: app
                .directory
                .upsert_properties(agency.id, &self.properties)
                .await?,
        })
    }
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T> {
    let path = folder.join(name);
    let text =
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not right", path.display()))
}
