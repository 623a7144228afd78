//! How is a backup taken while the product goes on working?

use std::path::Path;

use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use serde_json::{Value as Json, json};

use super::fault::BackupFault;
use super::manifest::{FORMAT, Files, Manifest};
use super::part::{Part, PartWriter};
use super::table::Table;
use super::{
    EVENT_COLUMNS, FILES_PART, FOLLOWED, LOG, LOG_PART, PARKED_PART, SCHEMA, catalogue, files,
    keys, place,
};
use crate::clock::Clock;
use crate::database::{Database, DatabaseFault, Kind, Row, Snapshot};
use crate::files::Blobs;
use crate::progress::Progress;

/// What a backup is taken of.
pub struct Backup<'a> {
    pub database: &'a Database,
    pub blobs: &'a Blobs,
    pub clock: &'a Clock,
    /// Program and version, for the manifest.
    pub made_by: &'a str,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub events: u64,
    /// Of all tables that are carried.
    pub rows: u64,
    pub files: Files,
}

impl Backup<'_> {
    /// Writes everything but the keys to a folder that does not exist yet. It has its name only once it is whole
    /// and durable; until then it is called `….incomplete`.
    pub async fn make(&self, folder: &Path, progress: &mut Progress) -> Result<Made, BackupFault> {
        let draft = place::draft(folder)?;
        place::make_folder(&draft)?;
        let mut snapshot = self.database.snapshot().await?;
        let taken_at = self.clock.now();
        let mut manifest = self.manifest(&mut snapshot, taken_at).await?;
        write_parts(&mut snapshot, &draft, &mut manifest, progress).await?;
        drop(snapshot);
        manifest.files = files::save(self.blobs, &draft, &manifest, progress).await?;
        manifest.write(&draft)?;
        place::publish(&draft, folder)?;
        Ok(Made {
            events: manifest.events,
            rows: carried_rows(&manifest),
            files: manifest.files,
        })
    }

    /// Writes the keys, each as the master key sealed it, to a file that does not exist yet. After [`Backup::make`], so
    /// that there is a key for whatever is in it. Says how many there are.
    pub async fn keys(&self, file: &Path, progress: &mut Progress) -> Result<u64, BackupFault> {
        let mut snapshot = self.database.snapshot().await?;
        keys::save(
            &mut snapshot,
            self.clock.now(),
            self.made_by,
            file,
            progress,
        )
        .await
    }

    async fn manifest(
        &self,
        snapshot: &mut Snapshot,
        taken_at: DateTime<Utc>,
    ) -> Result<Manifest, BackupFault> {
        let mut followed = std::collections::BTreeMap::new();
        for row in snapshot.fetch(&FOLLOWED, &[]).await? {
            let name = row.text("name")?;
            if catalogue::CARRIED_FOLLOWERS.contains(&name.as_str()) {
                followed.insert(name, row.int("events")?.unsigned_abs());
            }
        }
        Ok(Manifest {
            format: FORMAT,
            made_by: self.made_by.to_owned(),
            taken_at,
            database: match self.database.kind() {
                Kind::Postgres => "postgres",
                Kind::Sqlite => "sqlite",
            }
            .to_owned(),
            schema: schema(snapshot).await?,
            events: 0,
            followed,
            parts: Vec::new(),
            files: Files::default(),
        })
    }
}

pub(super) fn carried_rows(manifest: &Manifest) -> u64 {
    let no_table = [LOG_PART, FILES_PART];
    let tables = manifest.parts.iter();
    tables
        .filter(|part| !no_table.contains(&part.name.as_str()))
        .map(|part| part.rows)
        .sum()
}

/// The number of the last migration.
async fn schema(snapshot: &mut Snapshot) -> Result<i64, DatabaseFault> {
    let rows = snapshot.fetch(&SCHEMA, &[]).await?;
    let version = rows.first().map(|row| row.opt_int("version")).transpose()?;
    Ok(version.flatten().unwrap_or_default())
}

async fn write_parts(
    snapshot: &mut Snapshot,
    draft: &Path,
    manifest: &mut Manifest,
    progress: &mut Progress,
) -> Result<(), BackupFault> {
    let (log, files) = write_log(snapshot, draft, progress).await?;
    manifest.events = log.rows;
    manifest.parts.extend([log, files]);
    place::make_folder(&draft.join("tables"))?;
    for table in catalogue::carried() {
        let part = write_table(snapshot, draft, table, table.name, |_| true, progress).await?;
        manifest.parts.push(part);
    }
    let kept = |line: &Json| {
        let follower = line["follower"].as_str().unwrap_or_default();
        catalogue::CARRIED_FOLLOWERS.contains(&follower)
    };
    let parked = &catalogue::PARKED;
    let part = write_table(snapshot, draft, parked, PARKED_PART, kept, progress).await?;
    manifest.parts.push(part);
    place::sync_folder(&draft.join("tables"))
}

async fn write_table(
    snapshot: &mut Snapshot,
    draft: &Path,
    table: &'static Table,
    name: &str,
    kept: impl Fn(&Json) -> bool,
    progress: &mut Progress,
) -> Result<Part, BackupFault> {
    let columns = table.columns.iter().map(|(name, _)| (*name).to_owned());
    let file = format!("tables/{name}.jsonl.gz");
    let mut part = PartWriter::create(draft, name, file, columns.collect())?;
    progress.begin(format!("saving {name}"), "rows", None);
    let select = table.select();
    let mut rows = snapshot.stream_assembled(&select);
    while let Some(row) = rows.try_next().await? {
        let line = table.read(&row)?;
        if kept(&line) {
            part.line(&line)?;
            progress.advance(1);
        }
    }
    progress.end();
    part.finish()
}

/// The events, and beside them the files that they name.
async fn write_log(
    snapshot: &mut Snapshot,
    draft: &Path,
    progress: &mut Progress,
) -> Result<(Part, Part), BackupFault> {
    let columns = EVENT_COLUMNS.map(str::to_owned).to_vec();
    let mut log = PartWriter::create(draft, LOG_PART, "log.jsonl.gz".to_owned(), columns)?;
    let columns = ["agency", "sha256", "size"].map(str::to_owned).to_vec();
    let mut named = PartWriter::create(draft, FILES_PART, "files.jsonl.gz".to_owned(), columns)?;
    progress.begin("saving the log", "events", count(snapshot).await?);
    let mut rows = snapshot.stream(&LOG);
    while let Some(row) = rows.try_next().await? {
        let line = event(&row)?;
        for file in files::named_in(&line) {
            named.line(&file)?;
        }
        log.line(&line)?;
        progress.advance(1);
    }
    progress.end();
    Ok((log.finish()?, named.finish()?))
}

async fn count(snapshot: &mut Snapshot) -> Result<Option<u64>, DatabaseFault> {
    let rows = snapshot
        .fetch_assembled("SELECT count(*) AS events FROM events", &[])
        .await?;
    let count = rows.first().map(|row| row.int("events")).transpose()?;
    Ok(count.map(i64::unsigned_abs))
}

/// An event as it stands, still sealed.
pub(super) fn event(row: &Row) -> Result<Json, DatabaseFault> {
    Ok(json!({
        "aggregate_type": row.text("aggregate_type")?,
        "aggregate_id": row.text("aggregate_id")?,
        "sequence": row.int("sequence")?,
        "event_type": row.text("event_type")?,
        "event_version": row.text("event_version")?,
        "payload": row.json("payload")?,
        "metadata": row.json("metadata")?,
    }))
}
