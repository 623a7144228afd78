//! How does an agency come in? From a folder of JSON files, as often as its accounting software writes them.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use domain::ids::AgencyId;
use infra::clock::Clock;
use infra::config::Settings;
use infra::staff::temporary_password;
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::foundation;
use crate::records::Records;
use crate::state::App;

/// Identifiers of agencies are computed in this name space from their web name. Never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x3b7e_02a9_51c4_4f6d_8e1a_7d90_c2b6_f348);

#[derive(Debug, Args)]
pub struct Options {
    /// Folder with agency.json, staff.json, parties.json, contractors.json and properties.json.
    folder: PathBuf,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let records = Records::read(&options.folder)?;
    let database = foundation::migrated(&settings).await?;
    let app = foundation::lay(&settings, database.clone(), Clock::system())?;
    import(&app, &records).await?;
    database.close().await;
    Ok(())
}

async fn import(app: &App, records: &Records) -> Result<()> {
    let id = AgencyId::new(Uuid::new_v5(&NAMESPACE, records.agency.web_name.as_bytes()));
    // Settings are made here, not in the accounting software: they stay as they are.
    let settings = app
        .directory
        .agency(id)
        .await?
        .map(|agency| agency.settings);
    let agency = records
        .agency
        .clone()
        .with(id, settings.unwrap_or_default());
    let taken = records.take_in(app, &agency).await?;
    tracing::info!(
        agency = %id,
        staff = taken.staff.len(),
        contractors = taken.contractors.len(),
        properties = taken.properties.len(),
        "taken in"
    );
    let_in(app, id).await
}

/// Whoever cannot sign in yet gets a password, told once on standard output.
async fn let_in(app: &App, agency: AgencyId) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for member in app.staff.members(agency).await? {
        if member.active && !app.staff.can_sign_in(&member).await? {
            let password = temporary_password();
            writeln!(out, "{}\t{}", member.email, password.expose_secret())?;
            app.staff.set_password(&member, password).await?;
        }
    }
    Ok(out.flush()?)
}
