//! How does a backup become the product again, on this machine or another, in this kind of database or the other?

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use infra::backup::{Restore, Restored};
use infra::clock::Clock;
use infra::config::Settings;
use infra::doorbell::Doorbell;
use infra::follower::{Follower, Runner};
use infra::progress::Progress;
use infra::timers::TimersFollower;
use projections::ticket_list::TicketListFollower;

use super::foundation;
use crate::state::App;

#[derive(Debug, Args)]
#[command(after_help = "\
database.url and files.directory say where to; the database must be empty, of either kind, and secrets.master_key and \
secrets.link_secret those of the product that the backup was taken from. Everything is checked before anything is \
written; if anything is wrong, nothing is.

  maincourante --config new.toml restore /backups/2026-11-23 --keys /safe/keys-today

Nothing leaves until `serve` or `work` is started. Then whatever had not left by the time of the backup does, and \
deadlines that passed since are acted on once. If the old product went on working after the backup, it may have sent \
those messages already: --hold-messages keeps them back for good.")]
pub struct Options {
    /// Folder that `backup` made.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// File of keys that was saved with the backup, or later: who was erased since stays erased.
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Never send the messages that had not left by the time of the backup.
    #[arg(long)]
    hold_messages: bool,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let database = foundation::migrated(&settings).await?;
    let app = foundation::lay(&settings, database.clone(), Clock::system())?;
    let mut progress = super::telling();
    let restore = Restore {
        database: &database,
        blobs: &app.blobs,
        clock: &app.clock,
        master: app.log.master(),
        hold_messages: options.hold_messages,
    };
    let restored = restore
        .restore(&options.folder, &options.keys, &mut progress)
        .await?;
    follow_up(&app, &restored, &mut progress).await?;
    tell(&restored, &mut progress);
    super::verify::insist(&app, &mut progress).await?;
    database.close().await;
    Ok(())
}

/// Makes what follows from the log, and clears what was carried of people whose key is destroyed.
///
/// If it is interrupted, `serve` does the rest of it, except for the clearing, which `erase` repeats.
pub async fn follow_up(app: &App, restored: &Restored, progress: &mut Progress) -> Result<()> {
    for (agency, subject) in &restored.erased {
        app.erasure
            .repeat(*agency, subject)
            .await
            .with_context(|| format!("{subject} could not be erased again"))?;
    }
    let unheard = Doorbell::new();
    let timers = TimersFollower::new(&app.log, &unheard);
    follow(app, "arming timers", timers, progress).await?;
    let list = TicketListFollower::new(&app.log);
    follow(app, "making the ticket list", list, progress).await?;
    Ok(app.database.look_at_tables().await?)
}

async fn follow<F: Follower>(
    app: &App,
    what: &str,
    follower: F,
    progress: &mut Progress,
) -> Result<()> {
    let runner = Runner::new(
        &app.database,
        &app.log,
        &app.clock,
        &Doorbell::new(),
        follower,
    );
    progress.begin(what, "events", None);
    while let infra::worker::Turn::Worked(events) = runner.turn().await? {
        progress.advance(events);
    }
    runner.release().await;
    progress.end();
    Ok(())
}

fn tell(restored: &Restored, progress: &mut Progress) {
    let Restored {
        events,
        rows,
        files,
        keys,
        waiting,
        held,
        erased,
    } = restored;
    progress.note(&format!(
        "restored {events} events, {rows} rows, {files} files and {keys} keys, {} of them destroyed",
        erased.len()
    ));
    if *held > 0 {
        progress.note(&format!(
            "{held} messages are held back and will never leave"
        ));
    }
    if *waiting > 0 {
        progress.note(&format!(
            "{waiting} messages had not left by the time of the backup: they leave when `serve` or `work` is started"
        ));
    }
}
