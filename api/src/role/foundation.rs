//! What do the settings come to? A migrated database, and what stands on it.

use anyhow::{Context, Result, anyhow, ensure};
use infra::clock::Clock;
use infra::config::Settings;
use infra::database::Database;
use infra::doorbell::Doorbell;
use infra::files::Blobs;
use infra::files::small::Drawer;
use infra::livefeed::LiveFeed;
use infra::log::is_from_elsewhere;
use infra::sealing::{MasterKey, Sealing};
use secrecy::ExposeSecret;

use crate::state::{App, Foundation, WebSettings};

/// Connects and brings the schema up to date, which is safe beside other processes that do the same.
pub async fn migrated(settings: &Settings) -> Result<Database> {
    let database = Database::connect(settings.database.url.expose_secret())
        .await
        .context("the database cannot be reached; is it running, and is database.url right?")?;
    database
        .migrate()
        .await
        .context("the database's schema cannot be brought up to date")?;
    ensure!(
        !is_from_elsewhere(&database).await?,
        "the log was copied from another PostgreSQL with the numbers of its transactions (by pg_dump, say): on this \
         server it could not be followed; take it over with `maincourante backup` and `maincourante restore`"
    );
    Ok(database)
}

/// Puts the services together on a migrated database.
pub fn lay(settings: &Settings, database: Database, clock: Clock) -> Result<App> {
    let unusable = |key: &str| anyhow!("{key} must be 32 bytes in base64");
    let secrets = &settings.secrets;
    let master = secrets
        .master_key()
        .ok_or_else(|| unusable("secrets.master_key"))?;
    let link_secret = secrets
        .link_secret()
        .ok_or_else(|| unusable("secrets.link_secret"))?;
    let files = &settings.files;
    let blobs = Blobs::configured(files).context("the store of files cannot be used (files)")?;
    let blobs = blobs.with_drawer(Drawer::by_this_program());
    let sealing = Sealing::new(database.clone(), clock.clone(), MasterKey::new(master));
    Ok(App::new(Foundation {
        web: WebSettings::of(settings),
        database,
        sealing,
        store: settings.database.store(),
        clock,
        blobs,
        link_secret,
        sms_reports: infra::delivery::reports(&settings.sms).context("sms.gateway")?,
        doorbell: Doorbell::new(),
        feed: LiveFeed::new(),
    }))
}
