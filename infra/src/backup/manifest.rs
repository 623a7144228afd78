//! What is in a backup, and is it whole? The manifest says; it is written last, so that a backup that was interrupted
//! has none.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::fault::BackupFault;
use super::part::{self, Part};
use super::place;

/// Rises when what is written could be misread by what reads the number before.
pub const FORMAT: u32 = 1;

const FILE: &str = "manifest.json";
/// As `sha256sum` writes it: `sha256sum -c SHA256SUMS` checks a backup without this program.
const SUMS: &str = "SHA256SUMS";
const README: &str = include_str!("folder-readme.txt");

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// Program and version.
    pub made_by: String,
    /// The moment that the backup shows.
    pub taken_at: DateTime<Utc>,
    /// From which kind of database; for whoever wonders, since any kind takes it.
    pub database: String,
    /// Number of the last migration.
    pub schema: i64,
    pub events: u64,
    /// Of each follower whose rows are carried: how many events, from the log's start, it had seen.
    pub followed: BTreeMap<String, u64>,
    pub parts: Vec<Part>,
    pub files: Files,
}

/// The attached files, which lie in `files/` as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    pub count: u64,
    pub bytes: u64,
    /// Named in the log, but not in the store of files: erased with their ticket, or lost. `verify` tells which.
    pub missing: u64,
}

impl Manifest {
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The last that is written.
    pub(super) fn write(&self, folder: &Path) -> Result<(), BackupFault> {
        let path = folder.join(FILE);
        let mut text =
            serde_json::to_vec_pretty(self).map_err(|error| BackupFault::damaged(&path, error))?;
        text.push(b'\n');
        let readme = folder.join("README.txt");
        place::write_file(&readme, README.as_bytes())?;
        let sums = self.sums(&text).map_err(BackupFault::io(&path))?;
        place::write_file(&folder.join(SUMS), sums.as_bytes())?;
        place::write_file(&path, &text)
    }

    /// What `SHA256SUMS` says, if the manifest reads like this.
    fn sums(&self, text: &[u8]) -> std::io::Result<String> {
        let mut sums = String::new();
        for part in &self.parts {
            sums.push_str(&format!("{}  {}\n", part.sha256, part.file));
        }
        let (_, sha256) = part::hash(&mut &*text)?;
        sums.push_str(&format!("{sha256}  {FILE}\n"));
        Ok(sums)
    }

    /// Reads the manifest of a whole backup; the parts are not looked at yet.
    pub fn read(folder: &Path) -> Result<Self, BackupFault> {
        let path = folder.join(FILE);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(BackupFault::NoManifest(folder.to_owned()));
            }
            Err(error) => return Err(BackupFault::io(path)(error)),
        };
        let sums = folder.join(SUMS);
        let listed = std::fs::read_to_string(&sums).map_err(BackupFault::io(&sums))?;
        // What another format cannot be asked must be asked before its shape is insisted on.
        let outline: Outline =
            serde_json::from_slice(&text).map_err(|error| BackupFault::damaged(&path, error))?;
        if outline.format != FORMAT {
            return Err(outline.newer());
        }
        let manifest: Self =
            serde_json::from_slice(&text).map_err(|error| BackupFault::damaged(&path, error))?;
        if listed == manifest.sums(&text).map_err(BackupFault::io(&path))? {
            Ok(manifest)
        } else {
            let what = "it and SHA256SUMS do not say the same";
            Err(BackupFault::damaged(path, what))
        }
    }

    /// Refuses what was made with a later schema: its columns would be lost silently.
    pub(super) fn fits(&self, schema: i64) -> Result<(), BackupFault> {
        if self.schema <= schema {
            return Ok(());
        }
        Err(Outline {
            format: self.format,
            made_by: self.made_by.clone(),
            schema: self.schema,
        }
        .newer())
    }
}

/// What every format says.
#[derive(Deserialize)]
struct Outline {
    format: u32,
    made_by: String,
    schema: i64,
}

impl Outline {
    fn newer(self) -> BackupFault {
        BackupFault::Newer {
            made_by: self.made_by,
            format: self.format,
            schema: self.schema,
        }
    }
}
