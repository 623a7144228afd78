//! How is everything saved while the product runs? To a folder, and the keys of personal data to a file apart from it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use infra::backup::{Backup, Made};
use infra::clock::Clock;
use infra::config::Settings;
use infra::database::Database;
use infra::files::Blobs;
use infra::progress::Progress;
use secrecy::ExposeSecret;

#[derive(Debug, Args)]
#[command(after_help = "\
The folder holds the log, the directory, what was sent, and the attached files. Personal data in the log is sealed: \
without the keys nobody can read it. Keep the two in different places, and delete old key files first: a key that was \
destroyed since, because somebody was erased, is still in them.

  maincourante backup /backups/2026-11-23 --keys /safe/keys-2026-11-23     everything
  maincourante backup --keys /safe/keys-today                               the keys alone, for an older folder

The product may go on working. Neither place may exist before; both are for their owner alone.")]
#[group(required = true, multiple = true)]
pub struct Options {
    /// Folder to save to. It is made, and has its name only once it is whole.
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// File to save the keys to, each still sealed with secrets.master_key.
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let database = existing(&settings).await?;
    let (clock, mut progress) = (Clock::system(), super::telling());
    let files = &settings.files;
    let blobs = Blobs::configured(files).context("the store of files cannot be used (files)")?;
    let backup = Backup {
        database: &database,
        blobs: &blobs,
        clock: &clock,
        made_by: super::PROGRAM,
    };
    save(&backup, &options, &mut progress).await?;
    database.close().await;
    Ok(())
}

async fn save(backup: &Backup<'_>, options: &Options, progress: &mut Progress) -> Result<()> {
    // Found out now, not after an hour's work.
    for place in options.folder.iter().chain(&options.keys) {
        ensure!(
            !place.exists(),
            "{} exists already; a backup never overwrites anything: name another place",
            place.display()
        );
    }
    if let Some(folder) = &options.folder {
        let made = backup.make(folder, progress).await?;
        tell(folder, &made, progress);
    }
    match &options.keys {
        Some(file) => {
            let keys = backup.keys(file, progress).await?;
            progress.note(&format!("{} holds {keys} keys", file.display()));
        }
        None => progress.note(
            "the keys were not saved: without them this backup cannot be restored; \
             save them with `maincourante backup --keys FILE`",
        ),
    }
    Ok(())
}

fn tell(folder: &Path, made: &Made, progress: &mut Progress) {
    progress.note(&format!(
        "{} holds {} events, {} rows and {} files",
        folder.display(),
        made.events,
        made.rows,
        made.files.count
    ));
    if made.files.missing > 0 {
        progress.note(&format!(
            "{} files that the log names are not in the store; `maincourante verify` names them",
            made.files.missing
        ));
    }
}

/// Connects without changing anything: a backup before an upgrade must find the database as it is.
pub async fn existing(settings: &Settings) -> Result<Database> {
    let url = settings.database.url.expose_secret();
    if let Some(path) = url.strip_prefix("sqlite:") {
        let path = Path::new(path.strip_prefix("//").unwrap_or(path));
        ensure!(
            path.exists(),
            "there is no database at {}; is database.url right?",
            path.display()
        );
    }
    let database = Database::connect(url)
        .await
        .context("the database cannot be reached; is it running, and is database.url right?")?;
    database.insist_on_schema().await?;
    Ok(database)
}
