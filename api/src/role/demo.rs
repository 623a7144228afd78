//! What does a newcomer see? The whole product with an agency in it, on the embedded database unless told otherwise.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;

use super::workers::Workers;
use super::{DOCUMENTED, foundation, listen, serve, signals};
use crate::demo::{self, Home, Pace};

#[derive(Debug, Args)]
pub struct Options {
    /// How many times faster than real time the demo's clock runs.
    #[arg(long, default_value_t = 1.0, value_name = "N")]
    speed: f64,
    /// Another database than the one in the folder: postgres://… or sqlite://…
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Address and port of pages and API.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Folder of everything that the demo keeps.
    #[arg(long, default_value = "data/demo", value_name = "FOLDER")]
    data: PathBuf,
}

pub async fn run(options: Options) -> Result<()> {
    ensure!(
        (0.1..=10_000.0).contains(&options.speed),
        "--speed must be between 0.1 and 10000"
    );
    let home = Home::open(&options.data)?;
    let settings = home.settings(DOCUMENTED, options.database_url.as_deref(), options.listen)?;
    infra::telemetry::start_logging(&settings.log)?;
    // Before anything is made: whoever is told that the port is taken should not have waited for it.
    drop(listen::bind(options.listen).await?);
    let stop = signals::stop()?;
    let database = foundation::migrated(&settings).await?;
    demo::fill(&home, &settings, &database).await?;

    let pace = Pace::resume(&home, options.speed)?;
    let app = foundation::lay(&settings, database, pace.clock())?;
    let credentials = demo::credentials(&home, &settings, &app).await?;
    demo::greet(&credentials)?;
    let keeping = tokio::spawn(pace.keep(stop.clone()));
    let workers = Workers::new(&settings, &app)?;
    let served = serve::serve(&settings, app, Some(workers), stop).await;
    keeping.await??;
    served
}
