//! How does a backup become a running product again? Checked whole first, then taken in in one transaction.

use std::path::Path;

use super::fault::BackupFault;
use super::keys::{Erased, Keys};
use super::manifest::Manifest;
use super::{SCHEMA, catalogue, files, part, restored};
use crate::clock::Clock;
use crate::database::{Database, DatabaseFault};
use crate::files::Blobs;
use crate::progress::Progress;
use crate::sealing::MasterKey;

/// Into what a backup is restored.
pub struct Restore<'a> {
    /// Migrated and empty.
    pub database: &'a Database,
    pub blobs: &'a Blobs,
    pub clock: &'a Clock,
    pub master: &'a MasterKey,
    /// Whether messages that had not left by the time of the backup never leave.
    pub hold_messages: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub events: u64,
    /// Of all tables that are carried.
    pub rows: u64,
    pub files: u64,
    pub keys: u64,
    /// Messages that will leave as soon as background work begins: perhaps for the second time.
    pub waiting: u64,
    /// Messages that were held back for ever.
    pub held: u64,
    /// Whose keys were destroyed: their data is to be cleared from what was carried in the clear.
    pub erased: Vec<Erased>,
}

/// A backup in which no fault was found, and keys that go with it.
struct Sound {
    manifest: Manifest,
    keys: Keys,
}

impl Restore<'_> {
    /// Takes everything in, or nothing. What follows from it (lists, timers) is left to whoever follows the log.
    pub async fn restore(
        &self,
        folder: &Path,
        keys: &Path,
        progress: &mut Progress,
    ) -> Result<Restored, BackupFault> {
        let sound = self.check(folder, keys, progress).await?;
        let files = files::restore(self.blobs, folder, &sound.manifest, progress).await?;
        let rows = restored::Rows {
            folder,
            manifest: &sound.manifest,
            kind: self.database.kind(),
        };
        let mut tx = self.database.begin().await?;
        rows.lock_and_insist_on_empty(&mut tx).await?;
        let erased = rows.keys(&mut tx, &sound.keys, progress).await?;
        rows.log(&mut tx, progress).await?;
        rows.tables(&mut tx, progress).await?;
        rows.followers(&mut tx).await?;
        restored::clear(&mut tx, &erased).await?;
        rows.insist_on_the_same_log(&mut tx, progress).await?;
        let held = match self.hold_messages {
            true => restored::hold(&mut tx, self.clock.now()).await?,
            false => 0,
        };
        let waiting = restored::waiting(&mut tx).await?;
        tx.commit().await?;
        Ok(Restored {
            events: sound.manifest.events,
            rows: super::make::carried_rows(&sound.manifest),
            files,
            keys: sound.keys.count,
            waiting,
            held,
            erased,
        })
    }

    /// Finds everything that would keep the backup from being restored, before anything is written.
    async fn check(
        &self,
        folder: &Path,
        keys: &Path,
        progress: &mut Progress,
    ) -> Result<Sound, BackupFault> {
        let manifest = Manifest::read(folder)?;
        manifest.fits(self.schema().await?)?;
        restored::insist_on_empty(self.database).await?;
        let keys = Keys::check(keys, self.master, manifest.taken_at, progress)?;
        for part in &manifest.parts {
            progress.begin(format!("checking {}", part.name), "rows", Some(part.rows));
            part::check(folder, part, |rows| progress.advance(rows))?;
            progress.end();
        }
        files::check(folder, &manifest, progress)?;
        Ok(Sound { manifest, keys })
    }

    async fn schema(&self) -> Result<i64, DatabaseFault> {
        let row = self.database.fetch_optional(&SCHEMA, &[]).await?;
        let version = row.map(|row| row.opt_int("version")).transpose()?;
        Ok(version.flatten().unwrap_or_default())
    }
}

/// Every table that must have no rows before something is restored.
pub(super) fn must_be_empty() -> impl Iterator<Item = &'static str> {
    catalogue::TABLES
        .iter()
        .filter(|(_, fate)| !matches!(fate, catalogue::Fate::LeftOut(_)))
        .map(|(name, _)| *name)
}
