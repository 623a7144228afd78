//! How is the background work done apart from the pages? Any number of these may run beside each other.

use anyhow::Result;
use infra::clock::Clock;
use infra::config::Settings;

use super::workers::Workers;
use super::{foundation, signals};

pub async fn run(settings: Settings) -> Result<()> {
    let stop = signals::stop()?;
    let database = foundation::migrated(&settings).await?;
    let app = foundation::lay(&settings, database.clone(), Clock::of_the_process())?;
    let workers = Workers::new(&settings, &app)?;
    tracing::info!("working");
    let worked = workers.run(stop).await;
    database.close().await;
    worked
}
