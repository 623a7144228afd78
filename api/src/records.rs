//! What does the accounting software send? An agency with everybody and everything in it, as a folder of JSON files.
//!
//! The demo's own files, in `api/src/demo/data/`, are the example of each.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
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

/// Records in one transaction. The readers of the log wait for every transaction that writes (see
/// `docs/decisions/0002-one-order-over-all-streams.md`): one for a whole file would hold lists, timers and messages up.
const AT_ONCE: usize = 500;

/// What the records are here, each in its file's order.
#[derive(Default)]
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

    /// Takes each file in, some hundred records at a time; the same records again change nothing, so an import that was
    /// cut short is made good by repeating it.
    pub async fn take_in(&self, app: &App, agency: &Agency) -> Result<TakenIn> {
        app.directory.upsert_agency(agency).await?;
        for some in self.parties.chunks(AT_ONCE) {
            app.directory.upsert_parties(agency.id, some).await?;
        }
        let mut taken = TakenIn::default();
        for some in self.staff.chunks(AT_ONCE) {
            taken.staff.extend(app.staff.upsert(agency.id, some).await?);
        }
        for some in self.contractors.chunks(AT_ONCE) {
            let ids = app.directory.upsert_contractors(agency.id, some).await?;
            taken.contractors.extend(ids);
        }
        for some in self.properties.chunks(AT_ONCE) {
            let ids = app.directory.upsert_properties(agency.id, some).await?;
            taken.properties.extend(ids);
        }
        Ok(taken)
    }
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T> {
    let path = folder.join(name);
    let text =
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    // In its own words: they quote the file to whoever has it, on a terminal and in no log.
    serde_json::from_str(&text)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("{} is not right", path.display()))
}
