//! How does the product run day after day? Pages and API in front, the background work behind.

use anyhow::{Context, Result};
use clap::Args;
use infra::clock::Clock;
use infra::config::Settings;
use tokio_util::sync::CancellationToken;

use super::workers::Workers;
use super::{foundation, listen, signals};
use crate::state::App;
use crate::{metrics, router};

#[derive(Debug, Args)]
pub struct Options {
    /// Leave the background work to processes that play `work`.
    #[arg(long)]
    no_work: bool,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let stop = signals::stop()?;
    let database = foundation::migrated(&settings).await?;
    let app = foundation::lay(&settings, database, Clock::of_the_process())?;
    let workers = if options.no_work {
        None
    } else {
        Some(Workers::new(&settings, &app)?)
    };
    serve(&settings, app, workers, stop).await
}

/// Serves until told to stop; whatever fails first stops the rest.
pub async fn serve(
    settings: &Settings,
    app: App,
    workers: Option<Workers>,
    stop: CancellationToken,
) -> Result<()> {
    let address = settings
        .server
        .listen()
        .context("server.listen is no address")?;
    let listener = listen::bind(address).await?;
    tracing::info!(%address, "listening");
    let database = app.database.clone();
    let working = workers.map(|workers| tokio::spawn(workers.run(stop.clone())));
    let measuring = measure(settings, &app, stop.clone()).await?;
    let routes = router::router(app);
    let answered = listen::answer(listener, routes, settings.limits, stop.clone()).await;
    stop.cancel();
    let worked = match working {
        Some(working) => working.await.context("the background work broke off")?,
        None => Ok(()),
    };
    if let Some(measuring) = measuring {
        measuring
            .await
            .context("the metrics listener broke off")??;
    }
    database.close().await;
    answered.and(worked)
}

type Measuring = tokio::task::JoinHandle<Result<()>>;

/// Offers `/metrics` on its own address, if the settings name one.
async fn measure(
    settings: &Settings,
    app: &App,
    stop: CancellationToken,
) -> Result<Option<Measuring>> {
    let Some(address) = settings.server.metrics_listen() else {
        return Ok(None);
    };
    let listener = listen::bind(address).await?;
    let routes = metrics::routes(metrics::install()?, app.clone());
    let limits = settings.limits;
    Ok(Some(tokio::spawn(listen::answer(
        listener, routes, limits, stop,
    ))))
}
