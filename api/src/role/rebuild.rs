//! Are rows suspect, or do they need another shape? They are made anew from the log while people read the old ones.

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use infra::clock::Clock;
use infra::config::Settings;
use infra::doorbell::Doorbell;
use infra::follower::rebuild;
use infra::timers::TimersFollower;
use projections::ticket_list::TicketListFollower;

use super::foundation;

#[derive(Debug, Args)]
pub struct Options {
    /// What to make anew; everything that can be, if nothing is named.
    #[arg(value_enum)]
    what: Vec<Rows>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// The rows of the ticket list.
    TicketList,
    /// The armed timers.
    Timers,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let database = foundation::migrated(&settings).await?;
    let app = foundation::lay(&settings, database.clone(), Clock::system())?;
    let (log, clock) = (&app.log, &app.clock);
    let everything = || Rows::value_variants().to_vec();
    let chosen = if options.what.is_empty() {
        everything()
    } else {
        options.what
    };
    for rows in chosen {
        tracing::info!(?rows, "rebuilding");
        match rows {
            Rows::TicketList => rebuild(&database, log, clock, TicketListFollower::new(log)).await,
            Rows::Timers => {
                let unheard = Doorbell::new();
                rebuild(&database, log, clock, TimersFollower::new(log, &unheard)).await
            }
        }
        .with_context(|| format!("{rows:?} could not be rebuilt; the old rows stay"))?;
    }
    tracing::info!("done");
    database.close().await;
    Ok(())
}
