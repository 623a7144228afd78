//! Is the database's schema up to date? Afterwards it is.

use anyhow::Result;
use infra::config::Settings;

use super::foundation;

pub async fn run(settings: Settings) -> Result<()> {
    let database = foundation::migrated(&settings).await?;
    tracing::info!("the schema is up to date");
    database.close().await;
    Ok(())
}
