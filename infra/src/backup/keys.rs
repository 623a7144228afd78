//! Where are the keys of personal data meanwhile? In a file of their own, each still sealed with the master key.
//!
//! JSON lines: a heading, the keys, and an end that counts and hashes what stands before it.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use domain::ids::AgencyId;
use domain::personal::Subject;
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::catalogue::SEALING_KEY;
use super::fault::BackupFault;
use super::manifest::FORMAT;
use super::table::text_of;
use super::{part, place};
use crate::database::Snapshot;
use crate::progress::Progress;
use crate::sealing::MasterKey;

#[derive(Debug, Serialize, Deserialize)]
struct Heading {
    maincourante_keys: u32,
    made_by: String,
    taken_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, Deserialize)]
struct End {
    keys: u64,
    sha256: String,
}

pub(super) async fn save(
    snapshot: &mut Snapshot,
    taken_at: DateTime<Utc>,
    made_by: &str,
    path: &Path,
    progress: &mut Progress,
) -> Result<u64, BackupFault> {
    let draft = place::draft(path)?;
    let mut out = BufWriter::new(place::new_file(&draft)?);
    let mut digest = Sha256::new();
    let mut write = |value: Json, digest: &mut Sha256| {
        let line = part::canonical(&value);
        digest.update(&line);
        out.write_all(&line).map_err(BackupFault::io(&draft))
    };
    let heading = Heading {
        maincourante_keys: FORMAT,
        made_by: made_by.to_owned(),
        taken_at,
    };
    write(serde_json::json!(heading), &mut digest)?;
    progress.begin("saving the keys", "keys", None);
    let select = SEALING_KEY.select();
    let mut rows = snapshot.stream_assembled(&select);
    let mut keys = 0;
    while let Some(row) = rows.try_next().await? {
        write(SEALING_KEY.read(&row)?, &mut digest)?;
        keys += 1;
        progress.advance(1);
    }
    progress.end();
    let sha256 = HEXLOWER.encode(&digest.clone().finalize());
    write(serde_json::json!(End { keys, sha256 }), &mut digest)?;
    let file = out
        .into_inner()
        .map_err(|error| BackupFault::io(&draft)(error.into_error()))?;
    file.sync_all().map_err(BackupFault::io(&draft))?;
    place::publish(&draft, path)?;
    Ok(keys)
}

/// A file of keys that was found whole.
pub(super) struct Keys {
    path: PathBuf,
    pub(super) count: u64,
}

/// Whose key was destroyed.
pub(super) type Erased = (AgencyId, Subject);

impl Keys {
    /// Reads it once: every line whole, every key opens with the master key, none taken before the backup was.
    pub(super) fn check(
        path: &Path,
        master: &MasterKey,
        backup_taken_at: DateTime<Utc>,
        progress: &mut Progress,
    ) -> Result<Self, BackupFault> {
        let mut digest = Sha256::new();
        let mut keys = 0;
        let mut lines = raw_lines(path)?;
        let first = lines
            .next()
            .ok_or_else(|| BackupFault::damaged(path, "it is empty"))??;
        let heading: Heading = serde_json::from_str(&first)
            .map_err(|_| BackupFault::damaged(path, "it is no file of keys"))?;
        heading.suits(path, backup_taken_at)?;
        update(&mut digest, &first);
        progress.begin("checking the keys", "keys", None);
        let mut end = None;
        for line in lines {
            let line = line?;
            let damaged =
                |what: String| BackupFault::damaged(path, format!("line {}: {what}", keys + 2));
            let value: Json =
                serde_json::from_str(&line).map_err(|error| damaged(error.to_string()))?;
            if value.get("sha256").is_some() {
                let last: End =
                    serde_json::from_value(value).map_err(|error| damaged(error.to_string()))?;
                end = Some(last);
                break;
            }
            opens(&value, master, &damaged)?;
            update(&mut digest, &line);
            keys += 1;
            progress.advance(1);
        }
        progress.end();
        let end = end.ok_or_else(|| BackupFault::damaged(path, "its end is missing"))?;
        if end.keys != keys || end.sha256 != HEXLOWER.encode(&digest.finalize()) {
            return Err(BackupFault::damaged(
                path,
                "it is not what it was when it was written",
            ));
        }
        Ok(Self {
            path: path.to_owned(),
            count: keys,
        })
    }

    /// The keys, as lines of their table.
    pub(super) fn lines(
        &self,
    ) -> Result<impl Iterator<Item = Result<Json, BackupFault>> + use<>, BackupFault> {
        let path = self.path.clone();
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        let lines = raw_lines(&self.path)?.skip(1).take(count);
        Ok(lines.map(move |line| {
            serde_json::from_str(&line?).map_err(|error| BackupFault::damaged(&path, error))
        }))
    }
}

impl Heading {
    fn suits(&self, path: &Path, backup_taken_at: DateTime<Utc>) -> Result<(), BackupFault> {
        if self.maincourante_keys != FORMAT {
            return Err(BackupFault::Newer {
                made_by: self.made_by.clone(),
                format: self.maincourante_keys,
                schema: 0,
            });
        }
        if self.taken_at < backup_taken_at {
            return Err(BackupFault::OlderKeys {
                path: path.to_owned(),
                keys: text_of(self.taken_at),
                backup: text_of(backup_taken_at),
            });
        }
        Ok(())
    }
}

fn raw_lines(
    path: &Path,
) -> Result<impl Iterator<Item = Result<String, BackupFault>> + use<>, BackupFault> {
    let file = File::open(path).map_err(BackupFault::io(path))?;
    let path = path.to_owned();
    Ok(BufReader::new(file)
        .lines()
        .map(move |line| line.map_err(BackupFault::io(&path))))
}

fn update(digest: &mut Sha256, line: &str) {
    digest.update(line.as_bytes());
    digest.update(b"\n");
}

/// Whose key a line is.
pub(super) fn owner(line: &Json) -> Option<Erased> {
    let agency = Uuid::parse_str(line["agency"].as_str()?).ok()?;
    let subject = Subject::from_stored(line["subject"].as_str()?);
    Some((AgencyId::new(agency), subject))
}

fn opens(
    line: &Json,
    master: &MasterKey,
    damaged: &impl Fn(String) -> BackupFault,
) -> Result<(), BackupFault> {
    let (agency, subject) = owner(line).ok_or_else(|| damaged("no key".to_owned()))?;
    let Some(wrapped) = line["wrapped"].as_str() else {
        return match line["destroyed_at"].as_str() {
            Some(_) => Ok(()),
            None => Err(damaged("neither a key nor destroyed".to_owned())),
        };
    };
    let stored = line["master"].as_str().unwrap_or_default();
    if stored != master.name() {
        return Err(BackupFault::OtherMasterKey {
            stored: stored.to_owned(),
            configured: master.name().to_owned(),
        });
    }
    let wrapped = HEXLOWER
        .decode(wrapped.as_bytes())
        .map_err(|error| damaged(error.to_string()))?;
    if master.opens(agency, &subject, &wrapped) {
        Ok(())
    } else {
        Err(damaged(format!("the key of {subject} does not open")))
    }
}
