//! Is the demo's agency there? If not, it is made: once, and whole.

use anyhow::{Context, Result, bail};
use chrono::TimeDelta;
use infra::clock::Clock;
use infra::config::Settings;
use infra::database::Database;
use infra::directory::Directory;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::agency::{self, AGENCY};
use super::home::Home;
use super::play::Play;
use super::script::{Life, TICKETS_FILE};
use crate::role::foundation;
use crate::role::workers::Workers;

/// There while the agency is being made; found at the next start only if that was cut short.
const UNFINISHED: &str = "unfinished.json";
/// The story begins so long ago: weekends and holidays included, more than its first day.
const STORY: TimeDelta = TimeDelta::days(35);

/// Fills an empty database; one that holds the agency stays as it is.
pub async fn fill(home: &Home, settings: &Settings, database: &Database) -> Result<()> {
    if home.path(UNFINISHED).exists() {
        bail!(
            "the demo was stopped while it was being made. Delete {} (and empty the database, if it is another one) and start again",
            home.path("").display()
        );
    }
    let directory = Directory::new(database.clone());
    if directory.agency(AGENCY).await?.is_some() {
        return Ok(());
    }
    home.write(UNFINISHED, &json!({"since": Clock::system().now()}))?;
    home.remove("clock.json")?;
    make(settings, database)
        .await
        .context("the demo cannot be made")?;
    home.remove(UNFINISHED)
}

async fn make(settings: &Settings, database: &Database) -> Result<()> {
    let now = Clock::system().now();
    let clock = Clock::fixed(now - STORY);
    let app = foundation::lay(settings, database.clone(), clock)?;
    let cast = agency::take_in(&app).await?;
    let lives: Vec<Life> = serde_json::from_str(TICKETS_FILE).context("tickets.json")?;
    let workers = Workers::new(settings, &app)?;
    let play = Play {
        app: &app,
        workers: &workers,
        cast: &cast,
        now,
    };
    play.tell(&lives).await?;
    // A worker that is told to stop gives its lease back, so that those of the running demo need not wait for it.
    let stopped = CancellationToken::new();
    stopped.cancel();
    workers.run(stopped).await
}
